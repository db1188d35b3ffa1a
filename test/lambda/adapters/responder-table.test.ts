import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PageItem } from '../../../contract/honeytokens.ts';
import { PLACEMENTS } from '../../../contract/placements.ts';
import { DynamoBlockDesk } from '../../../lambda/adapters/dynamo-block-desk.ts';
import { DynamoGoodTraffic } from '../../../lambda/adapters/dynamo-good-traffic.ts';
import { DynamoPageBook } from '../../../lambda/adapters/dynamo-page-book.ts';
import { DynamoPlacements } from '../../../lambda/adapters/dynamo-placements.ts';
import { DynamoTripDesk } from '../../../lambda/adapters/dynamo-trip-desk.ts';
import { DynamoTripLog } from '../../../lambda/adapters/dynamo-trip-log.ts';
import { DYNAMODB, type SignedCall, signedCall } from '../../../lambda/adapters/signed-call.ts';
import { auditItem } from '../../../lambda/domain/audit-record.ts';
import { tripFacts } from '../../support/build.ts';
import {
  AUDIT_TABLE,
  type DynaliteTables,
  HONEYTOKENS_TABLE,
  startDynaliteTables,
} from '../../support/dynalite-tables.ts';

let tables: DynaliteTables;
let call: SignedCall;
beforeAll(async () => {
  tables = await startDynaliteTables();
  const { endpoint: endpointUrl = '', region } = tables.connection;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined };
  call = signedCall({ region, credentials, endpointUrl }, DYNAMODB, { timeoutMs: 20_000 });
});
afterAll(() => tables.close());

const WINDOW = '2026-11-23T17:00:00.000Z';
const at = (text: string) => new Date(`2026-11-23T${text}.000Z`);

test('a record goes from waiting over counting to settled, and a new source makes it wait again', async () => {
  const log = new DynamoTripLog(call, HONEYTOKENS_TABLE, 90);
  const desk = new DynamoTripDesk(call, HONEYTOKENS_TABLE);
  const place = { tokenId: 'key_life', window: WINDOW };
  expect(await desk.read(place)).toBeUndefined();
  const first = tripFacts('key_life', { ip: '203.0.113.7' });
  await log.record(first);
  expect(await desk.unsettled('waiting', at('17:05:00'), 10)).toEqual([]);
  expect(await desk.unsettled('waiting', at('17:05:01'), 10)).toEqual([place]);
  await desk.answer(place, first.source, 'source blocked');
  await desk.answer(place, first.source, 'source blocked');
  const read = await desk.read(place);
  expect(read).toMatchObject({
    hits: 1,
    sources: [first.source],
    outbox: 'waiting',
    answers: { [first.source]: 'source blocked' },
  });
  if (read === undefined) throw new Error('the record is gone');
  expect(await desk.openOf('key_life', at('00:00:00'))).toEqual([read]);
  await desk.moveOn(read, 'counting');
  expect(await desk.unsettled('waiting', at('23:00:00'), 10)).toEqual([]);
  expect(await desk.unsettled('counting', at('23:00:00'), 10)).toEqual([place]);

  await log.record(tripFacts('key_life', { ip: '203.0.113.8' }));
  await desk.moveOn(read, 'settled');
  expect(await desk.unsettled('waiting', at('23:00:00'), 10)).toEqual([place]);
  const both = await desk.read(place);
  if (both === undefined) throw new Error('the record is gone');
  await desk.moveOn(both, 'settled');
  expect([await desk.openOf('key_life', at('00:00:00')), (await desk.read(place))?.outbox]).toEqual([
    [],
    undefined,
  ]);
});

test('an answer about a use that was never recorded makes no record', async () => {
  const desk = new DynamoTripDesk(call, HONEYTOKENS_TABLE);
  const place = { tokenId: 'key_never', window: WINDOW };
  await expect(desk.answer(place, '203.0.113.7/32', 'blocked')).rejects.toThrow();
  expect(await desk.read(place)).toBeUndefined();
});

test('a placement is found by the id of its decoy', async () => {
  const placements = new DynamoPlacements(call, HONEYTOKENS_TABLE);
  const item = {
    tokenId: PLACEMENTS.partition,
    entry: 'key_planted',
    label: 'a repository',
    beside: 'key_real',
  };
  await tables.client.send(new PutItemCommand({ TableName: HONEYTOKENS_TABLE, Item: marshall(item) }));
  expect(await placements.find('key_planted')).toEqual({ label: 'a repository', beside: 'key_real' });
  expect(await placements.find('key_elsewhere')).toBeUndefined();
});

test('the cap of an hour counts each range once, however many ask at once', async () => {
  const blocks = new DynamoBlockDesk(call, HONEYTOKENS_TABLE);
  const ranges = Array.from({ length: 12 }, (_, n) => `203.0.113.${n % 6}/32`);
  const taken = await Promise.all(ranges.map((range) => blocks.take(range, '2026-11-23T17', 4)));
  const granted = new Set(ranges.filter((_, n) => taken[n]));
  expect([granted.size, taken.filter(Boolean).length]).toEqual([4, 8]);
  expect(await blocks.take('203.0.113.99/32', '2026-11-23T18', 4)).toBe(true);
});

test('a block is written once while it is in force, and again after it is over', async () => {
  const blocks = new DynamoBlockDesk(call, HONEYTOKENS_TABLE);
  const expiresAt = at('18:00:00').getTime() / 1_000;
  const block = {
    ...({ tokenId: 'watch', entry: 'block#203.0.113.7/32', range: '203.0.113.7/32', reason: 'r' } as const),
    ...{ by: 'responder', createdAt: '', expiresAt },
  };
  expect(await blocks.put(block, at('17:00:00'))).toBe(true);
  expect(await blocks.put({ ...block, reason: 'another' }, at('17:59:59'))).toBe(false);
  expect(await blocks.put({ ...block, reason: 'another' }, at('18:00:00'))).toBe(true);
});

test('of many who claim one page one gets it, and its own repetition is no loss', async () => {
  const book = new DynamoPageBook(call, HONEYTOKENS_TABLE);
  const page = (pageId: string, state: PageItem['state'] = 'sending'): PageItem => ({
    ...{
      tokenId: 'key_page',
      entry: 'page#last',
      pageId,
      pagedAt: WINDOW,
      state,
      told: { a: 1 },
      expiresAt: 1,
    },
  });
  const claims = ['a', 'b', 'c'].map((id) => page(id));
  const won = await Promise.all(claims.map((claim) => book.replace(undefined, claim)));
  expect(won.filter(Boolean)).toHaveLength(1);
  const mine = claims[won.indexOf(true)];
  if (mine === undefined) throw new Error('nobody got it');
  expect(await book.replace(undefined, mine)).toBe(true);
  expect(await book.replace(mine, { ...mine, state: 'sent' })).toBe(true);
  expect(await book.replace(mine, page('d'))).toBe(false);
  expect(await book.last('key_page')).toEqual({ ...mine, state: 'sent' });
});

test('good traffic is the newest call that was allowed from the range within the time and before the use, not by the key beside', async () => {
  const good = new DynamoGoodTraffic(call, AUDIT_TABLE, () => at('17:30:00'), 20_000);
  const facts = { client: 'acme', upstream: 'gemini', method: 'GET', route: '/**', verdict: 'allowed' };
  const audited = async (ip: string, when: string, over: object = {}) => {
    const item = auditItem(
      'decision',
      { callId: when, keyId: 'key_a', ip, ...facts, ...over },
      {},
      at(when),
      1,
    );
    await tables.client.send(new PutItemCommand({ TableName: AUDIT_TABLE, Item: marshall(item) }));
  };
  await audited('198.51.100.1', '09:00:00');
  await audited('198.51.100.1', '11:00:00');
  await audited('198.51.100.1', '17:10:00', { verdict: 'route.forbidden' });
  await audited('198.51.100.2', '17:00:00', { keyId: 'key_beside' });
  await audited('2001:db8:1:2:aaaa:b:c:d', '16:00:00');
  await audited('198.51.100.3', '17:20:00');
  const last = (range: string, over: { since?: Date; exceptKey?: string } = {}) =>
    good.lastAllowed({ range, since: at('10:00:00'), before: at('17:15:00'), ...over });
  expect(await last('198.51.100.1/32')).toEqual(at('11:00:00'));
  expect(await last('198.51.100.1/32', { since: at('12:00:00') })).toBeUndefined();
  expect(await last('198.51.100.2/32', { exceptKey: 'key_beside' })).toBeUndefined();
  expect(await last('198.51.100.2/32')).toEqual(at('17:00:00'));
  expect(await last('198.51.100.3/32')).toBeUndefined();
  expect(await last('2001:db8:1:2::/64')).toEqual(at('16:00:00'));
  expect(await last('2001:db8:1:3::/64')).toBeUndefined();
}, 60_000);

test('the search for good traffic ends with its time, whatever is left to read', async () => {
  let now = at('17:30:00').getTime();
  const slow: SignedCall = async () => {
    now += 100;
    return { Items: [], LastEvaluatedKey: { more: true } };
  };
  const good = new DynamoGoodTraffic(slow, AUDIT_TABLE, () => new Date(now), 1_500);
  expect(
    await good.lastAllowed({ range: '198.51.100.1/32', since: at('00:00:00'), before: at('17:30:00') }),
  ).toBeUndefined();
  expect(now - at('17:30:00').getTime()).toBeLessThan(1_500 + 16 * 200);
});
