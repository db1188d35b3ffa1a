import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler } from '../../../lambda/authorizer/handler.ts';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import type { Fault } from '../../../lambda/domain/fault.ts';
import { decoySeal } from '../../../lambda/domain/seal.ts';
import { callerContext, keyItem } from '../../support/build.ts';
import { decoyPorts } from '../../support/decoy-ports.ts';
import { authorizerEvent, type EventParts } from '../../support/events.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { rapidPulse } from '../../support/fake-pulse.ts';
import { tokenPorts } from '../../support/fake-tokens.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';

const KEY = mintClientKey('test', new Uint8Array(32).fill(1)).reveal();
const OTHER = mintClientKey('test', new Uint8Array(32).fill(2)).reveal();
const DECOY = keyItem({
  keyHash: hashClientKey(KEY),
  seal: decoySeal(SEAL_KEY, keyItem().id),
});
const mounts = [
  { mount: '/weather', carriers: [{ in: 'header', name: 'x-api-key' }] },
  { mount: '/weather-maps', carriers: [{ in: 'query', name: 'key' }] },
] as const;

function setUp(item = keyItem()) {
  const keys = new FakeKeyStore();
  keys.items.set(hashClientKey(KEY), item);
  const [audit, metrics, clock] = [new FakeAuditLog(), new FakeMetrics(), new FakeClock()];
  const logged: [string, string][] = [];
  const logFault = (fault: Fault, callId: string) => void logged.push([fault.code, callId]);
  const shared = { keys, audit, metrics, now: clock.now, stage: 'test', auditRetentionDays: 1 };
  const pulse = { startPulse: rapidPulse, logRefusal: () => undefined };
  const decoys = decoyPorts();
  const settings = { mounts, decoyRoutes: ['/internal/admin'] };
  const handler = createHandler({ ...tokenPorts(), ...shared, ...decoys, ...pulse, settings, logFault });
  const ask = (parts: EventParts) => handler(authorizerEvent(parts), {} as Context);
  return { ...decoys, keys, audit, logged, ask };
}

test('an accepted key is allowed the whole API, with its usage key', async () => {
  const { ask } = setUp();
  expect(await ask({ headers: { 'X-Api-Key': [KEY] } })).toEqual({
    principalId: 'key_00000000000000000001',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          Resource: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/test/*',
        },
      ],
    },
    context: callerContext(),
    usageIdentifierKey: 'usage-0001',
  });
});

const refused: [string, EventParts, Parameters<typeof setUp>[0]][] = [
  ['no key', {}, undefined],
  ['an unknown key', { headers: { 'x-api-key': [OTHER] } }, undefined],
  ['a malformed key', { headers: { 'x-api-key': [KEY.slice(0, -1)] } }, undefined],
  ['two keys', { headers: { 'x-api-key': [KEY, OTHER] } }, undefined],
  ['a key in the wrong carrier', { query: { key: [KEY] } }, undefined],
  [
    'a key in the carrier of another mount',
    { headers: { 'x-api-key': [KEY] }, path: '/weather-maps/x' },
    undefined,
  ],
  ['a path outside every mount', { headers: { 'x-api-key': [KEY] }, path: '/weatherman/x' }, undefined],
  ['a revoked key', { headers: { 'x-api-key': [KEY] } }, keyItem({ state: 'revoked' })],
  ['a disabled key', { headers: { 'x-api-key': [KEY] } }, keyItem({ state: 'disabled' })],
  ['a quarantined key', { headers: { 'x-api-key': [KEY] } }, keyItem({ state: 'quarantined' })],
  ['an expired key', { headers: { 'x-api-key': [KEY] } }, keyItem({ expiresAtSeconds: 1 })],
  ['a honeytoken', { headers: { 'x-api-key': [KEY] } }, DECOY],
  ['a decoy route', { headers: { 'x-api-key': [KEY] }, path: '/internal/admin' }, undefined],
  ['a wrong address', { headers: { 'x-api-key': [KEY] } }, keyItem({ ips: ['198.51.100.1'] })],
];

test.each(refused)('%s is refused by the very same error as everything else', async (_name, parts, item) => {
  const { ask, logged } = setUp(item);
  const error = await ask(parts).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect([
    Object.entries(error as Error),
    (error as Error).name,
    (error as Error).message,
    (error as Error).cause,
  ]).toEqual([[], 'Error', 'Unauthorized', undefined]);
  expect(logged).toEqual([]);
});

test('a refusal of a known key is recorded under the id that API Gateway gave the call', async () => {
  const { ask, audit } = setUp(keyItem({ state: 'revoked' }));
  await expect(ask({ headers: { 'x-api-key': [KEY] } })).rejects.toThrow('Unauthorized');
  expect(audit.items).toMatchObject([
    { callId: 'call-1', upstream: '/weather', verdict: 'credential.revoked' },
  ]);
});

test('a keys table that does not answer is not a refusal, and is logged', async () => {
  const { ask, keys, logged } = setUp();
  keys.broken = true;
  await expect(ask({ headers: { 'x-api-key': [KEY] } })).rejects.toThrow('Unavailable');
  expect(logged).toEqual([['gateway.unavailable', 'call-1']]);
});

test('a damaged record is not a refusal either, and opens nothing', async () => {
  const { ask, logged } = setUp({ ...keyItem(), products: undefined } as never);
  await expect(ask({ headers: { 'x-api-key': [KEY] } })).rejects.toThrow('Unavailable');
  expect(logged).toEqual([['internal', 'call-1']]);
});

test('the use of a honeytoken is told with its carrier and a cleaned user agent, and no key', async () => {
  const { ask, trips, events } = setUp(DECOY);
  const headers = { 'x-api-key': [KEY], 'user-agent': [`curl/8\u001b[31m ${KEY}`] };
  await expect(ask({ headers })).rejects.toThrow('Unauthorized');
  const trip = { carrier: 'x-api-key', userAgent: 'curl/8?[31m [key]', mount: '/weather', method: 'GET' };
  expect(trips.recorded).toMatchObject([{ tokenId: DECOY.id, source: '203.0.113.7/32', trip }]);
  expect(events.published).toMatchObject([
    { type: 'honeytoken.tripped', detail: { ...trip, tokenId: DECOY.id } },
  ]);
  expect(JSON.stringify([trips.recorded, events.published])).not.toContain(KEY);
});

test('a decoy route is tripped by whoever calls it, with a good key or with none', async () => {
  const { ask, trips } = setUp();
  for (const credential of ['none', KEY])
    await expect(ask({ headers: { 'x-api-key': [credential] }, path: '/internal/admin' })).rejects.toThrow(
      'Unauthorized',
    );
  await expect(ask({ path: '/internal/admins' })).rejects.toThrow('Unauthorized');
  expect(trips.recorded.map(({ tokenId, trip }) => [tokenId, trip.mount, trip.carrier])).toEqual([
    ['route:/internal/admin', '/internal/admin', 'route'],
    ['route:/internal/admin', '/internal/admin', 'route'],
  ]);
});
