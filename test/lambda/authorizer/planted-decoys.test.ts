import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { plantOne } from '../../../cli/commands/honeytokens-plant.ts';
import { createHandler } from '../../../lambda/authorizer/handler.ts';
import { hashClientKey } from '../../../lambda/domain/client-key.ts';
import { removeHoneytoken } from '../../../lambda/flows/remove-honeytoken.ts';
import { rerollKey } from '../../../lambda/flows/reroll-key.ts';
import { setKeyState } from '../../../lambda/flows/set-key-state.ts';
import { outputs } from '../../cli/support.ts';
import { keyItem } from '../../support/build.ts';
import { decoyPorts } from '../../support/decoy-ports.ts';
import { authorizerEvent, type EventParts } from '../../support/events.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { rapidPulse } from '../../support/fake-pulse.ts';
import { FakeMintedTokens, tokenPorts } from '../../support/fake-tokens.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';
import { keyPorts } from '../../support/key-ports.ts';
import { TOKEN_NOW, tokenClaims } from '../../support/token-makers.ts';

const CARRIERS = [
  { in: 'header', name: 'x-api-key' },
  { in: 'header', name: 'x-goog-api-key' },
  { in: 'bearer' },
  { in: 'query', name: 'key' },
] as const;

/** A keys table with a decoy in it that an operator planted, and the authorizer that reads the table. */
async function planted() {
  const ports = { ...keyPorts(), stage: 'test', outputs };
  await ports.seals.add({
    ...{ tokenId: 'watch', entry: 'seal-key', sealKey: SEAL_KEY, createdAt: '2026-11-01T00:00:00.000Z' },
  });
  const real = keyItem({ products: ['gemini'], mayMint: true });
  await ports.registry.add(real);
  const decoy = await plantOne(ports, SEAL_KEY, { label: 'place', beside: real.id, format: 'bare' });
  const [decoys, minted] = [decoyPorts(), new FakeMintedTokens()];
  const handler = createHandler({
    ...{ ...tokenPorts(), ...decoys, minted, audit: new FakeAuditLog(), metrics: new FakeMetrics() },
    ...{ now: () => TOKEN_NOW, stage: 'test', auditRetentionDays: 1, startPulse: rapidPulse },
    settings: { mounts: [{ mount: '/weather', carriers: CARRIERS }], decoyRoutes: [] },
    keys: { find: (hash) => ports.registry.find(hash), noteFirstUse: async () => undefined },
    ...{ logRefusal: () => undefined, logFault: () => undefined },
  });
  const ask = (parts: EventParts) =>
    handler(authorizerEvent(parts), {} as Context).then(
      () => 'let in',
      (error: Error) => error.message,
    );
  const tripped = () => decoys.trips.recorded.map(({ tokenId, trip }) => [tokenId, trip.carrier]);
  return { ports, decoy, minted, ask, tripped };
}

test.each([
  ['x-api-key', (key: string): EventParts => ({ headers: { 'x-api-key': [key] } })],
  ['x-goog-api-key', (key: string): EventParts => ({ headers: { 'x-goog-api-key': [key] } })],
  ['bearer', (key: string): EventParts => ({ headers: { authorization: [`Bearer ${key}`] } })],
  ['?key', (key: string): EventParts => ({ query: { key: [key] } })],
])('a planted decoy trips in %s', async (carrier, parts) => {
  const { decoy, ask, tripped } = await planted();
  expect(await ask(parts(decoy.key))).toBe('Unauthorized');
  expect(tripped()).toEqual([[decoy.id, carrier]]);
});

const inHeader = (key: string): EventParts => ({ headers: { 'x-api-key': [key] } });

test('a decoy that was disabled, and the key that a reroll by somebody who cannot tell made of it, trip', async () => {
  const { ports, decoy, ask, tripped } = await planted();
  const request = { graceSeconds: 60, endsOnFirstUse: false, token: 't' };
  const { given } = await rerollKey(ports, decoy.id, request);
  const successor = given.kind === 'shown' ? given.key.reveal() : '';
  await setKeyState(ports, decoy.id, 'disable', 'x');
  for (const key of [decoy.key, successor]) expect(await ask(inHeader(key))).toBe('Unauthorized');
  expect(tripped().map(([id]) => id)).toEqual([decoy.id, decoy.id]);
});

test('a token that descends from a planted decoy trips it', async () => {
  const { decoy, minted, ask, tripped } = await planted();
  const token = minted.mint({ sub: decoy.id, pkh: hashClientKey(decoy.key), jti: tokenClaims().jti });
  expect(await ask({ headers: { authorization: [`Bearer ${token}`] } })).toBe('Unauthorized');
  expect(tripped()).toEqual([[decoy.id, 'bearer']]);
});

test('a decoy that was removed trips nothing, and opens nothing', async () => {
  const { ports, decoy, ask, tripped } = await planted();
  await removeHoneytoken(ports, decoy.id, 'done');
  expect(await ask(inHeader(decoy.key))).toBe('Unauthorized');
  expect(tripped()).toEqual([]);
});
