import { createRequire } from 'node:module';

interface Iterators {
  readonly prototype: { close(): Promise<void>; return?: () => Promise<void> };
}

/**
 * dynalite ends the iterator under each query with `return`, which the iterators of its database lack: every query left one open,
 * and with it all files of that moment, on disk and in memory.
 */
export function closeIterators(): void {
  const dynalite = createRequire(createRequire(import.meta.url).resolve('dynalite/db'));
  const level = createRequire(dynalite.resolve('level'));
  const { AbstractKeyIterator, AbstractValueIterator } = level('abstract-level') as Readonly<
    Record<'AbstractKeyIterator' | 'AbstractValueIterator', Iterators>
  >;
  for (const { prototype } of [AbstractKeyIterator, AbstractValueIterator])
    prototype.return ??= function () {
      return this.close();
    };
}
