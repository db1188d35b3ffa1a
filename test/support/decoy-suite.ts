import { expect, test } from '@jest/globals';
import type { PageItem } from '../../contract/honeytokens.ts';
import type { PlacementItem } from '../../contract/placements.ts';
import { type BlockItem, WATCH_LIST } from '../../contract/watch-list.ts';
import type { TripFacts } from '../../lambda/domain/trip-facts.ts';
import { tripEntry, tripWindow } from '../../lambda/domain/trip-window.ts';
import type { Blocklist, Placements, SealKeys, TripBook } from '../../lambda/flows/decoy-ports.ts';
import type { PageBook } from '../../lambda/flows/response/response-ports.ts';
import { placementItem, tripFacts } from './build.ts';

/** What operators do with the honeytokens table, and how the authorizer writes a use of a decoy into the same one. */
export interface DecoyDesk {
  readonly seals: SealKeys;
  readonly placements: Placements;
  readonly trips: TripBook;
  readonly blocklist: Blocklist;
  readonly pages: PageBook;
  record(facts: TripFacts): Promise<unknown>;
}

const sealKeyItem = (digit: string) => ({
  tokenId: WATCH_LIST.partition,
  entry: WATCH_LIST.sealKeyEntry,
  sealKey: digit.repeat(64),
  createdAt: '2026-11-23T17:00:00.000Z',
});
const blockItem = (range: string, over: Partial<BlockItem> = {}): BlockItem => ({
  tokenId: WATCH_LIST.partition,
  entry: `${WATCH_LIST.blockPrefix}${range}`,
  ...{ range, reason: 'test', by: 'ops', createdAt: '2026-11-23T17:00:00.000Z', expiresAt: 1_795_000_000 },
  ...over,
});
const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

/** What every desk for honeytokens promises; `emptied` gives one on an empty table. */
export function decoySuite(emptied: () => Promise<DecoyDesk>): void {
  test('the seal key that was there first stays, whoever else adds one', async () => {
    const { seals } = await emptied();
    expect(await seals.find()).toEqual({ kind: 'none' });
    await Promise.all([seals.add(sealKeyItem('a')), seals.add(sealKeyItem('b'))]);
    const first = await seals.find();
    await seals.add(sealKeyItem('c'));
    expect(await seals.find()).toEqual(first);
    expect([
      { kind: 'known', item: sealKeyItem('a') },
      { kind: 'known', item: sealKeyItem('b') },
    ]).toContainEqual(first);
  });

  test('a placement is found as it was added, and no other replaces it', async () => {
    const { placements } = await emptied();
    const item = placementItem({ link: undefined, beside: 'key_b', label: 'repo acme/web, .env' });
    await placements.add(item);
    const { link: _absent, ...there } = item;
    expect(await placements.find(item.entry)).toStrictEqual(there);
    await expect(placements.add({ ...item, state: 'pending' })).rejects.toMatchObject({
      code: 'aws.refused',
    });
    expect([await placements.find(item.entry), await placements.find('key_x')]).toStrictEqual([
      there,
      undefined,
    ]);
  });

  test('all placements are read, and nothing else of the table', async () => {
    const desk = await emptied();
    const ids = Array.from({ length: 40 }, (_, n) => `key_${String(n).padStart(2, '0')}`);
    for (const entry of ids) await desk.placements.add(placementItem({ entry, label: 'x'.repeat(200) }));
    await desk.seals.add(sealKeyItem('a'));
    await desk.blocklist.put(blockItem('203.0.113.7/32'));
    await desk.record(tripFacts('key_00'));
    expect((await all(desk.placements.all())).map(({ entry }) => entry)).toEqual(ids);
  });

  test('a placement changes only while it is in the state that was read', async () => {
    const { placements } = await emptied();
    const pending = placementItem({ state: 'pending' });
    await placements.add(pending);
    const changes: Partial<PlacementItem> = { state: 'planted', link: 'https://example.com/' };
    expect(await placements.change(pending, changes)).toBe(true);
    expect(await placements.change(pending, { state: 'removed' })).toBe(false);
    expect(await placements.change({ ...pending, entry: 'key_x' }, { state: 'planted' })).toBe(false);
    expect(await placements.find(pending.entry)).toEqual({ ...pending, ...changes });
    expect(await placements.find('key_x')).toBeUndefined();
  });

  test('only a placement whose decoy was never handed out is taken away', async () => {
    const { placements } = await emptied();
    const [pending, planted] = [
      placementItem({ entry: 'key_1', state: 'pending' }),
      placementItem({ entry: 'key_2' }),
    ];
    for (const item of [pending, planted]) await placements.add(item);
    const taken = [];
    for (const item of [pending, planted, pending]) taken.push(await placements.discard(item));
    expect(taken).toEqual([true, false, true]);
    expect((await all(placements.all())).map(({ entry }) => entry)).toEqual(['key_2']);
  });

  test('uses are read as the authorizer recorded them: one decoy’s, the newest first, or everybody’s', async () => {
    const { record, trips } = await emptied();
    const at = (time: string) => ({ at: `2026-11-23T${time}:00.000Z` });
    await record(tripFacts('key_1', at('10:05')));
    await record(tripFacts('key_1', at('17:05')));
    await record(tripFacts('key_1', { ...at('17:06'), ip: '203.0.113.9' }));
    await record(tripFacts('key_1', at('17:07')));
    await record(tripFacts('route:/internal/admin', at('17:31')));
    const since = (time: string) => new Date(at(time).at);
    const windows = (items: readonly { tokenId: string; entry: string }[]) =>
      items.map(({ tokenId, entry }) => `${tokenId} ${entry}`);
    const entry = (time: string) => tripEntry(tripWindow(since(time)));
    const own = await all(trips.of('key_1', since('00:00')));
    expect(windows(own)).toEqual([`key_1 ${entry('17:00')}`, `key_1 ${entry('10:00')}`]);
    expect(own[0]).toMatchObject({ hits: 3, sources: ['198.51.100.7/32', '203.0.113.9/32'] });
    expect(own[0]?.trips).toHaveLength(2);
    expect(windows(await all(trips.of('key_1', since('17:14'))))).toEqual([`key_1 ${entry('17:00')}`]);
    expect(await all(trips.of('key_1', since('17:15')))).toEqual([]);
    expect([...windows(await all(trips.all(since('17:00'))))].sort()).toEqual([
      `key_1 ${entry('17:00')}`,
      `route:/internal/admin ${entry('17:30')}`,
    ]);
  });

  test('of two who write down what was told one wins, and is read', async () => {
    const { pages } = await emptied();
    const page = (pageId: string, over: Partial<PageItem> = {}): PageItem => ({
      ...{ tokenId: 'key_1', entry: 'page#last', pageId, state: 'sent', told: { 'trip#a': 3 } },
      ...{ pagedAt: '2026-11-23T17:00:00.000Z', expiresAt: 1_795_000_000 },
      ...over,
    });
    expect(await pages.last('key_1')).toBeUndefined();
    const first = await Promise.all([
      pages.replace(undefined, page('a')),
      pages.replace(undefined, page('b')),
    ]);
    expect([...first].sort()).toEqual([false, true]);
    const there = page(first[0] ? 'a' : 'b');
    expect(await pages.last('key_1')).toEqual(there);
    expect(await pages.replace(page('x'), page('c'))).toBe(false);
    expect(await pages.replace({ ...there, state: 'sending' }, page('c'))).toBe(false);
    expect(await pages.replace(there, page('c'))).toBe(true);
    expect(await pages.last('key_1')).toEqual(page('c'));
  });

  test('a block is listed until it is taken away, and the seal key beside it is not listed', async () => {
    const { blocklist, seals } = await emptied();
    await seals.add(sealKeyItem('a'));
    const [one, two] = [blockItem('203.0.113.7/32'), blockItem('2001:db8::/64')];
    for (const item of [one, two, { ...one, reason: 'again' }]) await blocklist.put(item);
    expect(await all(blocklist.all())).toEqual([two, { ...one, reason: 'again' }]);
    expect(await blocklist.remove(two.range)).toEqual(two);
    expect([await blocklist.remove(two.range), (await all(blocklist.all())).length]).toEqual([undefined, 1]);
  });
}
