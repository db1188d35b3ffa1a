import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installedCountryData } from '../../../lambda/adapters/country-data.ts';
import { DynamoDetectionDesk } from '../../../lambda/adapters/dynamo-detection-desk.ts';
import { SdkFindingBook } from '../../../lambda/adapters/sdk-finding-book.ts';
import { DYNAMODB, signedCall } from '../../../lambda/adapters/signed-call.ts';
import { EMPTY_PROFILE } from '../../../lambda/domain/detection/key-profile.ts';
import type { DetectionDesk } from '../../../lambda/flows/detection/detection-ports.ts';
import { itemOf } from '../../../lambda/flows/detection/raise-finding.ts';
import { readFindings } from '../../../lambda/flows/detection/read-findings.ts';
import { DETECTION_TABLE, type DynaliteTables, startDynaliteTables } from '../../support/dynalite-tables.ts';
import { FakeDetectionDesk } from '../../support/fake-detection-desk.ts';

let tables: DynaliteTables;
let real: DetectionDesk;
beforeAll(async () => {
  tables = await startDynaliteTables();
  const { endpoint: endpointUrl = '', region } = tables.connection;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined };
  const call = signedCall({ region, credentials, endpointUrl }, DYNAMODB, { timeoutMs: 20_000 });
  real = new DynamoDetectionDesk(call, DETECTION_TABLE);
});
afterAll(() => tables.close());

const fake = new FakeDetectionDesk();
const desks = [
  ['DynamoDB', () => real],
  ['the fake', () => fake],
] as const;
const now = new Date('2026-11-23T17:00:00.000Z');
const finding = (n: number, at = `2026-11-23T17:0${n}:00.000Z`) =>
  itemOf(
    {
      ...{ id: `newCountry/key_1/c${n}`, detector: 'newCountry', severity: 'high', keyId: 'key_1' },
      ...{ client: 'acme', at, ip: '198.51.100.4', country: 'BR', why: 'because', callIds: [`c${n}`] },
    } as const,
    90,
  );

test.each(desks)('the cursor of %s moves on from where it is, and from nowhere else', async (_, desk) => {
  const [first, second, third] = [0, 1, 2].map((n) => new Date(now.getTime() + n * 60_000)) as [
    Date,
    Date,
    Date,
  ];
  expect(await desk().cursor()).toBeUndefined();
  expect(await desk().moveCursor(undefined, first)).toBe(true);
  expect(await desk().moveCursor(undefined, second)).toBe(false);
  expect(await desk().moveCursor(first, second)).toBe(true);
  expect(await desk().moveCursor(first, second)).toBe(true); // its answer was lost
  expect(await desk().moveCursor(first, third)).toBe(false);
  expect(await desk().cursor()).toEqual(second);
});

test.each(desks)('of two who keep a profile that both have read, %s keeps the first', async (_, desk) => {
  const read = await desk().profile('key_1');
  expect(read).toEqual({ profile: EMPTY_PROFILE, version: 0 });
  await desk().keep('key_1', read, { ...EMPTY_PROFILE, calls: 1 }, now);
  await desk().keep('key_1', read, { ...EMPTY_PROFILE, calls: 99 }, now);
  const kept = await desk().profile('key_1');
  expect([kept.profile.calls, kept.version]).toEqual([1, 1]);
  await desk().keep('key_1', kept, { ...EMPTY_PROFILE, calls: 2 }, now);
  await desk().keep('key_1', kept, { ...EMPTY_PROFILE, calls: 99 }, now);
  expect((await desk().profile('key_1')).profile.calls).toBe(2);
});

test.each(desks)('%s holds a finding once, and it is marked as told once', async (_, desk) => {
  const item = finding(1);
  expect(await desk().note(item)).toEqual(item);
  expect(await desk().note({ ...item, why: 'otherwise' })).toEqual(item);
  expect(await desk().markTold(item, 'reported')).toBe(true);
  expect(await desk().markTold(item, 'quarantined')).toBe(false);
  expect(await desk().note(item)).toEqual({ ...item, state: 'told', action: 'reported' });
});

test('findings are read by day, the newest first, and only those of the time that was asked for', async () => {
  for (const item of [finding(2), finding(3), finding(4, '2026-11-22T23:59:59.999Z')]) await real.note(item);
  const book = new SdkFindingBook(tables.connection, DETECTION_TABLE);
  const ids = async (since: string) =>
    (await readFindings(book, new Date(since), now)).map(({ at }) => at.slice(8, 16));
  expect(await ids('2026-11-22T23:00:00Z')).toEqual(['22T23:59']);
  const later = await readFindings(book, new Date('2026-11-23T00:00:00Z'), new Date('2026-11-23T18:00:00Z'));
  expect(later.map(({ id }) => id.at(-1))).toEqual(['3', '2', '1']);
});

test('a finding is closed and opened again once each, and one that is gone is not made anew', async () => {
  const book = new SdkFindingBook(tables.connection, DETECTION_TABLE);
  const item = await real.note(finding(7));
  const closure = { at: now.toISOString(), by: 'ops', reason: 'moved' };
  const closed = async () => (await real.note(item)).closed;
  expect([await book.close(item, closure), await book.close(item, { ...closure, by: 'other' })]).toEqual([
    true,
    false,
  ]);
  expect(await closed()).toEqual(closure);
  expect([await book.close(item, undefined), await book.close(item, undefined)]).toEqual([true, false]);
  expect(await closed()).toBeUndefined();
  expect(await book.close(finding(8), closure)).toBe(false);
});

test('the country of an address is known offline, in both families, and nothing else is made up', () => {
  const countryOf = installedCountryData(`${process.cwd()}/package.json`);
  expect(['8.8.8.8', '2001:4860:4860::8888', '200.160.2.3'].map(countryOf)).toEqual(['US', 'US', 'BR']);
  expect(['127.0.0.1', '10.0.0.1', 'nonsense', ''].map(countryOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
