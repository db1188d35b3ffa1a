import { expect, test } from '@jest/globals';
import { auditItem } from '../../../../lambda/domain/audit-record.ts';
import { kilometresApart } from '../../../../lambda/domain/detection/country-centres.ts';
import { networkOf } from '../../../../lambda/domain/detection/network-of.ts';
import { placesText, remember } from '../../../../lambda/domain/detection/place-memory.ts';
import { seenCall } from '../../../../lambda/domain/detection/seen-call.ts';
import { operatorItem } from '../../../../lambda/domain/operator-item.ts';
import { call, calls, DAY_MS, HOUR_MS, MINUTE_MS, raised } from './support.ts';

const known = calls(60, 0, MINUTE_MS);
const later = 61 * MINUTE_MS;

test('a country is new once the key is known, and told of once', () => {
  const france = { country: 'FR', ip: '198.51.100.4' };
  expect(raised([...known, call(60, later, france), call(61, later + 1, france)])).toEqual([
    'newCountry: first call from FR; of 60 calls before, most came from DE (60)',
  ]);
  expect(raised([...known.slice(0, 19), call(60, later, france)])).toEqual([]);
  expect(raised([...known.slice(0, 20), call(60, later, france)])).toHaveLength(1);
});

test('an address whose country nobody knows is no country', () => {
  expect(raised([...known, call(60, later, { country: undefined })])).toEqual([]);
  expect(raised([...calls(60, 0, MINUTE_MS, { country: undefined }), call(60, later)])).toEqual([]);
});

test('a network is new within a known country, unless the key roams', () => {
  const elsewhere = { ip: '198.51.100.4' };
  expect(raised([...known, call(60, later, elsewhere), call(61, later + 1, elsewhere)])).toEqual([
    'newNetwork: first call from the network 198.51.100.0/24; of 60 calls before, most came from 203.0.113.0/24 (60)',
  ]);
  expect(raised([...known.slice(0, 49), call(60, later, elsewhere)])).toEqual([]);
  const roaming = known.map((_, n) => call(n, n * MINUTE_MS, { ip: `10.0.${n % 9}.1` }));
  expect(raised([...roaming, call(60, later, elsewhere)])).toEqual([]);
});

test('nobody is in two countries at once, and each pair is told of once', () => {
  const flight = (minutes: number) => call(60, 59 * MINUTE_MS + minutes * MINUTE_MS, { country: 'BR' });
  expect(raised([...known, flight(12)])).toContain(
    'impossibleTravel: call from BR 12 minutes after one from DE, which lies at least 5500 km away',
  );
  expect(raised([...known, flight(1)]).join()).toContain('a minute after');
  expect(raised([...known, flight(0.2)]).join()).toContain('less than a minute after');
  expect(raised([...known, flight(6 * 60)]).join()).not.toContain('impossibleTravel');
  const toAndFro = Array.from({ length: 8 }, (_, n) =>
    call(60 + n, later + n * MINUTE_MS, { country: n % 2 === 0 ? 'BR' : 'DE' }),
  );
  expect(raised([...known, ...toAndFro]).filter((one) => one.startsWith('impossible'))).toHaveLength(1);
});

test('neighbours and countries that nobody knows are never too far apart', () => {
  for (const [one, other] of [
    ['US', 'CA'],
    ['RU', 'FI'],
    ['RU', 'UA'],
    ['DE', 'PL'],
    ['CN', 'JP'],
    ['ES', 'PT'],
    ['BR', 'AR'],
  ] as const)
    expect([one, other, kilometresApart(one, other)]).toEqual([one, other, 0]);
  expect(kilometresApart('DE', 'ZZ')).toBeUndefined();
  expect(kilometresApart('DE', 'JP')).toBeGreaterThan(5_000);
  expect(kilometresApart('JP', 'DE')).toBe(kilometresApart('DE', 'JP'));
  expect(raised([...known, call(60, 59 * MINUTE_MS + 1, { country: 'ZZ' })]).join()).not.toContain('travel');
});

const hourly = (perHour: number, hours: number) =>
  Array.from({ length: hours }, (_, hour) =>
    Array.from({ length: perHour }, (_, n) => call(hour * perHour + n, hour * HOUR_MS + n * 1_000)),
  ).flat();
const burst = (hour: number, count: number) =>
  Array.from({ length: count }, (_, n) => call(90_000 + hour * 3_000 + n, hour * HOUR_MS + n * 1_000));

test('a spike is measured by the key’s own hours, and told of once in six', () => {
  expect(raised([...hourly(40, 30), ...burst(30, 121)])).toEqual([
    'spike: more than 120 calls in the hour from 2026-11-24T06:00Z; in 30 hours with calls before, the median was 40',
  ]);
  expect(raised([...hourly(40, 30), ...burst(30, 120)])).toEqual([]);
  expect(raised([...hourly(40, 30), ...burst(30, 500), ...burst(31, 500)])).toHaveLength(1);
  expect(raised([...hourly(40, 30), ...burst(30, 500), ...burst(36, 500)])).toHaveLength(2);
  expect(raised([...hourly(40, 23), ...burst(23, 500)])).toEqual([]);
  expect(raised([...hourly(1, 30), ...burst(30, 100)])).toEqual([]);
});

test('one bad hour before does not hide a spike', () => {
  const seen = [...hourly(40, 30), ...burst(30, 2_000), ...hourly(40, 40).slice(40 * 31), ...burst(41, 130)];
  expect(raised(seen)).toHaveLength(2);
});

test('a key that slept for a month and is used again is told of', () => {
  expect(raised([...known, call(60, 59 * MINUTE_MS + 30 * DAY_MS)])).toEqual([
    'longSleep: first call after 30 days of silence; 60 calls before them',
  ]);
  expect(raised([call(0, 0), call(1, 31 * DAY_MS)])).toEqual([
    'longSleep: first call after 31 days of silence; one call before it',
  ]);
  expect(raised([...known, call(60, 59 * MINUTE_MS + 30 * DAY_MS - 1)])).toEqual([]);
});

test('ten forbidden routes within ten minutes are probing, and told of once an hour', () => {
  const forbidden = { verdict: 'route.forbidden' };
  expect(raised(calls(10, 0, MINUTE_MS, forbidden))).toEqual([
    'scopeProbing: 10 calls of routes that the key may not call within 9 minutes',
  ]);
  expect(raised(calls(10, 0, 1_000, forbidden)).join()).toContain('within a minute');
  expect(raised(calls(9, 0, MINUTE_MS, forbidden))).toEqual([]);
  expect(raised(calls(10, 0, 70_000, forbidden))).toEqual([]);
  expect(raised(calls(59, 0, MINUTE_MS, forbidden))).toHaveLength(1);
  expect(raised(calls(75, 0, MINUTE_MS, forbidden))).toHaveLength(2);
});

test('an IPv4 network is a /24, an IPv6 network a /48, and other texts are none', () => {
  expect(networkOf('203.0.113.77')).toBe('203.0.113.0/24');
  expect(networkOf('::ffff:203.0.113.77')).toBe('203.0.113.0/24');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1::/48');
  expect(networkOf('nonsense')).toBeUndefined();
});

test('of the audit’s entries, what came is seen once, and neither its end nor what operators did', () => {
  const facts = {
    callId: 'c',
    keyId: 'key_1',
    client: 'acme',
    upstream: 'gemini',
    method: 'GET',
    route: '/r',
    ip: '192.0.2.1',
    verdict: 'allowed',
  };
  const at = new Date(0);
  const country = (ip: string) => (ip === '192.0.2.1' ? 'DE' : undefined);
  expect(seenCall(auditItem('decision', facts, {}, at, 1), country)).toEqual({
    ...{ callId: 'c', keyId: 'key_1', client: 'acme', ip: '192.0.2.1', verdict: 'allowed' },
    ...{ atMs: 0, network: '192.0.2.0/24', country: 'DE' },
  });
  expect(seenCall(auditItem('refusal', { ...facts, ip: 'x' }, {}, at, 1), country)).toEqual({
    ...{ callId: 'c', keyId: 'key_1', client: 'acme', ip: 'x', verdict: 'allowed', atMs: 0 },
  });
  expect(seenCall(auditItem('outcome', facts, {}, at, 1), country)).toBeUndefined();
  const action = {
    action: 'keys.revoke',
    subject: 'key_1',
    operator: 'me',
    callId: 'c',
    phase: 'done',
  } as const;
  expect(seenCall(operatorItem(action, at, 1), country)).toBeUndefined();
});

test('of many places the quietest is forgotten, and only the busiest are named', () => {
  let memory = remember([], 'A', 1, 3);
  for (const [place, at] of [
    ['B', 2],
    ['A', 3],
    ['C', 4],
    ['D', 5],
  ] as const)
    memory = remember(memory, place, at, 3);
  expect(memory.map(({ place }) => place).sort()).toEqual(['A', 'C', 'D']);
  expect(placesText(memory, 2)).toBe('A (2), C (1) and 1 more');
});
