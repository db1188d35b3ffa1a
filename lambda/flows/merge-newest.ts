interface Head<T> {
  readonly source: AsyncIterator<T>;
  readonly item: T;
}

/** Merges sources that are each sorted newest first into one. They are started together and read only as far as consumed. */
export async function* mergeNewest<T>(
  sources: readonly AsyncIterable<T>[],
  markOf: (item: T) => string,
): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    let heads = (await Promise.all(iterators.map(headOf))).filter((head) => head !== undefined);
    while (heads.length > 0) {
      const newest = heads.reduce((a, b) => (markOf(b.item) > markOf(a.item) ? b : a));
      yield newest.item;
      const next = await headOf(newest.source);
      heads = heads.flatMap((head) => (head !== newest ? [head] : next === undefined ? [] : [next]));
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}

async function headOf<T>(source: AsyncIterator<T>): Promise<Head<T> | undefined> {
  const result = await source.next();
  return result.done === true ? undefined : { source, item: result.value };
}
