import { expect, test } from '@jest/globals';
import { upstreamStatus } from '../../../lambda/flows/upstream-status.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeUpstreamSecrets } from '../../support/operator-fakes.ts';

const upstream = {
  secretArn: 'arn:gemini',
  baseUrl: 'https://api.example.com/v2',
  mount: '/gemini',
  rotation: { driver: 'manual', windowHours: 3, keyDaysMax: 90 },
} as const;
const createdAt = new Date('2026-11-20T18:00:00.000Z');

function deps(facts?: { state: 'set' | 'damaged'; boundTo?: string }) {
  const secrets = new FakeUpstreamSecrets();
  if (facts !== undefined) secrets.facts.set('arn:gemini', { ...facts, versionId: 'v7', createdAt });
  return { secrets, now: new FakeClock().now };
}

test('a key that is set has a version, an age in whole days and a binding', async () => {
  const status = await upstreamStatus(deps({ state: 'set', boundTo: upstream.baseUrl }), 'gemini', upstream);
  expect(status).toMatchObject({ state: 'set', versionId: 'v7', ageDays: 2, boundTo: upstream.baseUrl });
});

test('a key that the proxy would refuse to send to this address is not called set', async () => {
  const status = await upstreamStatus(
    deps({ state: 'set', boundTo: 'https://elsewhere.example.com' }),
    'gemini',
    upstream,
  );
  expect(status).toMatchObject({ state: 'misbound', boundTo: 'https://elsewhere.example.com' });
});

test('a secret without a key, or with a document that cannot be read, says so', async () => {
  expect(await upstreamStatus(deps(), 'gemini', upstream)).toMatchObject({ state: 'unset', boundTo: null });
  expect(await upstreamStatus(deps({ state: 'damaged' }), 'gemini', upstream)).toMatchObject({
    state: 'damaged',
  });
});
