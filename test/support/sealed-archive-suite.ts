import { expect, test } from '@jest/globals';
import type { SealedArchive } from '../../lambda/flows/chain-ports.ts';

/** What every archive promises; `made` gives one that is empty below its own prefix, and `overwrite` what only tampering does. */
export function sealedArchiveSuite(
  made: () => SealedArchive,
  overwrite: (object: string, bytes: Buffer | undefined) => Promise<void>,
): void {
  const names = async (prefix: string) => {
    const found: [string, number][] = [];
    for await (const { object, versions } of made().names(prefix)) found.push([object, versions]);
    return found;
  };

  test('an object is written once and read back byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 13]);
    expect(await made().put('records/day=1/a.gz', bytes)).toBe(true);
    expect(await made().put('records/day=1/a.gz', Buffer.from('other'))).toBe(false);
    expect(await made().get('records/day=1/a.gz')).toEqual(bytes);
    expect(await made().get('records/day=1/b.gz')).toBeUndefined();
  });

  test('of two who write one name at once, one does', async () => {
    const both = await Promise.all([
      made().put('records/race', Buffer.from('1')),
      made().put('records/race', Buffer.from('2')),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test('names come in order, only those below the prefix, with what was written over or deleted among them', async () => {
    for (const name of ['3', '1', '2']) await made().put(`manifests/${name}`, Buffer.from(name));
    expect(await names('manifests/')).toEqual([
      ['manifests/1', 1],
      ['manifests/2', 1],
      ['manifests/3', 1],
    ]);
    await overwrite('manifests/1', Buffer.from('other'));
    await overwrite('manifests/2', undefined);
    expect(await names('manifests/')).toEqual([
      ['manifests/1', 2],
      ['manifests/2', 2],
      ['manifests/3', 1],
    ]);
    expect(await made().get('manifests/2')).toBeUndefined();
  });
}
