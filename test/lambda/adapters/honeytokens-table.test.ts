import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TRIP_EVENTS_MAX, TRIP_SOURCES_MAX, type TripItem } from '../../../contract/honeytokens.ts';
import { WATCH_LIST } from '../../../contract/watch-list.ts';
import { DynamoTripDesk } from '../../../lambda/adapters/dynamo-trip-desk.ts';
import { DynamoTripLog } from '../../../lambda/adapters/dynamo-trip-log.ts';
import { DynamoWatchList } from '../../../lambda/adapters/dynamo-watch-list.ts';
import { DYNAMODB, type SignedCall, signedCall } from '../../../lambda/adapters/signed-call.ts';
import { isBlocked } from '../../../lambda/domain/watch-list.ts';
import { tripFacts } from '../../support/build.ts';
import {
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

const log = () => new DynamoTripLog(call, HONEYTOKENS_TABLE, 90);
const put = (item: object) =>
  tables.client.send(new PutItemCommand({ TableName: HONEYTOKENS_TABLE, Item: marshall(item) }));

async function recordOf(tokenId: string): Promise<TripItem | undefined> {
  const Key = marshall({ tokenId, entry: 'trip#2026-11-23T17:00:00.000Z' });
  const { Item } = await tables.client.send(new GetItemCommand({ TableName: HONEYTOKENS_TABLE, Key }));
  return Item && (unmarshall(Item) as TripItem);
}

test('the first use of a source is described and due, a repetition is only counted', async () => {
  const facts = tripFacts('key_first', { ip: '198.51.100.7', userAgent: '' });
  expect(await log().record(facts)).toBe('first');
  expect(await log().record({ ...facts, trip: { ...facts.trip, at: '2026-11-23T17:09:00.000Z' } })).toBe(
    'repeated',
  );
  expect(await recordOf('key_first')).toEqual({
    tokenId: 'key_first',
    entry: 'trip#2026-11-23T17:00:00.000Z',
    hits: 2,
    lastAt: '2026-11-23T17:09:00.000Z',
    sources: new Set(['198.51.100.7/32']),
    trips: [facts.trip],
    outbox: 'waiting',
    waitingSince: '2026-11-23T17:05:00.000Z',
    expiresAt: Date.parse('2026-11-23T17:05:00.000Z') / 1_000 + 90 * 86_400,
  });
});

test('a hundred and twenty uses at once from sixty sources make one record of bounded size with the right count', async () => {
  const uses = Array.from({ length: 120 }, (_, n) =>
    tripFacts('key_storm', { ip: `198.51.100.${n % 60}`, userAgent: 'a'.repeat(160) }),
  );
  for (let n = 0; n < uses.length; n += 20)
    await Promise.all(uses.slice(n, n + 20).map((facts) => log().record(facts)));
  const record = await recordOf('key_storm');
  expect([record?.hits, record?.trips.length]).toEqual([120, TRIP_SOURCES_MAX]);
  expect(JSON.stringify(record).length).toBeLessThan(10_000);
}, 30_000);

test('a use costs two writes if it is the first of a source and one ever after, described or one too many', async () => {
  let calls = 0;
  const counted: SignedCall = (operation, input) => {
    calls += 1;
    return call(operation, input);
  };
  const trips = new DynamoTripLog(counted, HONEYTOKENS_TABLE, 90);
  const costOf = async (n: number): Promise<readonly [string, number]> => {
    calls = 0;
    const outcome = await trips.record(tripFacts('key_cost', { ip: `198.51.100.${n}` }));
    return [outcome, calls];
  };
  const first = [];
  for (let n = 0; n < TRIP_SOURCES_MAX; n += 1) first.push(await costOf(n));
  expect(first).toEqual(Array(TRIP_SOURCES_MAX).fill(['first', 2]));
  for (const n of [0, 1, TRIP_SOURCES_MAX, TRIP_SOURCES_MAX + 1])
    expect(await costOf(n)).toEqual(['repeated', 1]);
  expect((await recordOf('key_cost'))?.hits).toBe(TRIP_SOURCES_MAX + 4);
});

test('the watch list is read whole: the key of the seals and every block', async () => {
  const watch = new DynamoWatchList(call, HONEYTOKENS_TABLE);
  expect((await watch.read()).sealKey).toBeUndefined();
  const at = new Date('2026-11-23T17:00:00.000Z');
  const expiresAt = at.getTime() / 1_000 + 60;
  await put({ tokenId: WATCH_LIST.partition, entry: WATCH_LIST.sealKeyEntry, sealKey: 'ab'.repeat(32) });
  const block = {
    tokenId: WATCH_LIST.partition,
    by: 'test',
    createdAt: '',
    expiresAt,
    reason: 'r'.repeat(3_000),
  };
  for (let n = 0; n < 350; n += 1)
    await put({ ...block, entry: `${WATCH_LIST.blockPrefix}${n}`, range: `198.51.${n % 2}.${n >> 1}/32` });
  const list = await watch.read();
  expect([list.sealKey, list.sources.size]).toEqual(['ab'.repeat(32), 350]);
  expect([isBlocked(list, '198.51.1.174', at), isBlocked(list, '198.51.1.175', at)]).toEqual([true, false]);
}, 30_000);

const asked = (n: number, ip = '203.0.113.7') => {
  const at = `2026-11-23T17:0${n % 10}:00.000Z`;
  return { ...tripFacts('secret:prod/stripe', { ip, at, callId: `event-${n}` }), event: `event-${n}` };
};

test('an event is counted once however often it is delivered, from one source or from several', async () => {
  for (const n of [1, 1, 2, 2, 1]) await log().record(asked(n));
  expect(await log().record(asked(3, '203.0.113.8'))).toBe('first');
  expect(await log().record(asked(3, '203.0.113.8'))).toBe('repeated');
  expect(await recordOf('secret:prod/stripe')).toMatchObject({
    hits: 3,
    trips: [{ callId: 'event-1' }, { callId: 'event-3' }],
    events: new Set(['event-1', 'event-2', 'event-3']),
  });
});

test('a record knows fifty events, and counts further ones without growing', async () => {
  const facts = (n: number) => ({ ...asked(n), tokenId: 'secret:many' });
  await log().record(facts(0));
  const others = Array.from({ length: TRIP_EVENTS_MAX - 1 }, (_, n) => facts(n + 1));
  await Promise.all(others.map((other) => log().record(other)));
  for (let n = 0; n < 5; n += 1) await log().record(facts(TRIP_EVENTS_MAX + n));
  await log().record(facts(0));
  const record = await recordOf('secret:many');
  expect([record?.hits, [...(record?.events ?? [])].length]).toEqual([TRIP_EVENTS_MAX + 5, TRIP_EVENTS_MAX]);
});

test('an event that comes late makes a settled record be looked at again', async () => {
  const desk = new DynamoTripDesk(call, HONEYTOKENS_TABLE);
  const late = (n: number) => ({ ...asked(n), tokenId: 'secret:late' });
  await log().record(late(1));
  const record = await desk.read(late(1));
  if (record === undefined) throw new Error('there is no record');
  await desk.moveOn(record, 'settled');
  await log().record(late(1));
  expect((await desk.read(late(1)))?.outbox).toBeUndefined();
  await log().record(late(2));
  expect(await desk.read(late(1))).toMatchObject({
    outbox: 'counting',
    hits: 2,
    events: ['event-1', 'event-2'],
  });
});
