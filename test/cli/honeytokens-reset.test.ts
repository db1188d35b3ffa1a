import { expect, test } from '@jest/globals';
import type { PageItem } from '../../contract/honeytokens.ts';
import { planPage } from '../../lambda/domain/response/plan-page.ts';
import { tripFacts } from '../support/build.ts';
import { type FakeGateway, fakeGateway, run } from './support.ts';

const reset = (gateway: FakeGateway, id: string) =>
  run(gateway, `--stage prod honeytokens reset ${id} --json`);
const use = (gateway: FakeGateway, id: string) => gateway.keys.trips.record(tripFacts(id));
const plan = async (gateway: FakeGateway, id: string) =>
  planPage(
    gateway.keys.trips.items.filter(({ tokenId }) => tokenId === id),
    await gateway.keys.pages.last(id),
    gateway.keys.now(),
  );
const paged = (tokenId: string, over: Partial<PageItem> = {}): PageItem => ({
  ...{ tokenId, entry: 'page#last', pageId: 'p', pagedAt: '2026-11-23T17:05:00.000Z', state: 'sent' },
  ...{ told: { 'trip#2026-11-23T17:00:00.000Z': 2 }, expiresAt: 1_900_000_000 },
  ...over,
});

async function used() {
  const gateway = fakeGateway();
  const planted = await run(gateway, '--stage prod honeytokens plant --label wiki --json');
  const { id } = JSON.parse(planted.stdout);
  gateway.keys.clock.advance(6 * 60_000);
  for (let n = 0; n < 3; n += 1) await use(gateway, id);
  return { gateway, id };
}

test('after a reset nothing is paged of the uses before, and the next one pages at once', async () => {
  const { gateway, id } = await used();
  await gateway.keys.pages.replace(undefined, paged(id));
  expect(await plan(gateway, id)).toEqual({ kind: 'none' });
  const { exitCode, stdout } = await reset(gateway, id);
  expect([exitCode, JSON.parse(stdout).items]).toEqual([0, [{ id, result: 'reset: 3 uses dealt with' }]]);
  expect(await plan(gateway, id)).toEqual({ kind: 'none' });
  await use(gateway, id);
  expect(await plan(gateway, id)).toMatchObject({ kind: 'page', fresh: 1 });
});

test('the record of the uses stays, and the placement and the audit trail say who dealt with them', async () => {
  const { gateway, id } = await used();
  await reset(gateway, id);
  expect(gateway.keys.trips.items).toMatchObject([{ tokenId: id, hits: 3 }]);
  expect(gateway.keys.placements.items.get(id)).toMatchObject({
    ...{ state: 'planted', acknowledgedBy: 'test', acknowledgedAt: gateway.keys.now().toISOString() },
  });
  expect(gateway.keys.records.lines.slice(-2)).toEqual([
    `honeytokens.reset ${id} begun`,
    `honeytokens.reset ${id} done`,
  ]);
});

test('what was not used is not reset, and the audit trail does not come to know of it', async () => {
  const gateway = fakeGateway();
  const { id } = JSON.parse((await run(gateway, '--stage prod honeytokens plant --label x --json')).stdout);
  const before = gateway.keys.records.items.length;
  expect((await reset(gateway, id)).exitCode).toBe(1);
  await use(gateway, id);
  expect((await reset(gateway, id)).exitCode).toBe(0);
  expect((await reset(gateway, id)).exitCode).toBe(1);
  expect(gateway.keys.records.items.length).toBe(before + 2);
});

test('a route is reset like a decoy', async () => {
  const gateway = fakeGateway();
  await use(gateway, 'route:/internal/admin');
  expect((await reset(gateway, 'route:/internal/admin')).exitCode).toBe(0);
  expect(await plan(gateway, 'route:/internal/admin')).toEqual({ kind: 'none' });
});

test('while people are being told of a use nothing is reset', async () => {
  const { gateway, id } = await used();
  const sending = paged(id, { state: 'sending' });
  await gateway.keys.pages.replace(undefined, sending);
  const { exitCode, stdout } = await reset(gateway, id);
  expect([exitCode, JSON.parse(stdout).items]).toMatchObject([
    1,
    [{ result: 'failed', fix: expect.stringContaining('trips') }],
  ]);
  expect(await gateway.keys.pages.last(id)).toEqual(sending);
});
