import { expect, test } from '@jest/globals';
import {
  CachedVault,
  SECRET_FRESH_MS,
  SECRET_STALE_MS,
  SECRET_USABLE_MS,
} from '../../../lambda/adapters/cached-vault.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { upstreamKey } from '../../support/build.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';

/** A source that gives versions v1, v2, … unless it is told to fail. */
function setUp() {
  const [clock, metrics] = [new FakeClock(), new FakeMetrics()];
  const source: { reads: number; fails?: Error } = { reads: 0 };
  const vault = new CachedVault(
    async () => {
      source.reads += 1;
      if (source.fails !== undefined) throw source.fails;
      return upstreamKey('some-upstream-key', `v${source.reads}`);
    },
    metrics,
    clock.now,
  );
  const version = async () => (await vault.current()).version;
  return { clock, metrics, source, vault, version };
}

test('a fresh key is served from memory', async () => {
  const { clock, source, version } = setUp();
  expect(await version()).toBe('v1');
  clock.advance(SECRET_FRESH_MS - 1);
  expect(await version()).toBe('v1');
  expect(source.reads).toBe(1);
});

test('a key past its freshness still serves while it is read again beside the request', async () => {
  const { clock, metrics, source, vault, version } = setUp();
  await version();
  clock.advance(SECRET_FRESH_MS);
  expect([await version(), source.reads]).toEqual(['v1', 2]);
  await vault.settled();
  expect([await version(), source.reads, metrics.counted]).toEqual(['v2', 2, []]);
});

test('a key is served for an hour although it cannot be read again, alarmed from the fifth minute', async () => {
  const { clock, metrics, source, vault, version } = setUp();
  await version();
  source.fails = new Fault('gateway.unavailable');
  clock.advance(SECRET_STALE_MS - 1);
  expect(await version()).toBe('v1');
  await vault.settled();
  expect(metrics.counted).toEqual(['SecretReadFailed']);
  clock.advance(1);
  expect(await version()).toBe('v1');
  await vault.settled();
  expect(metrics.counted).toEqual(['SecretReadFailed', 'SecretServedStale', 'SecretReadFailed']);
  clock.advance(SECRET_USABLE_MS - SECRET_STALE_MS);
  await expect(vault.current()).rejects.toMatchObject({ code: 'gateway.unavailable' });
});

test('after an hour without a call the key is read before it is used', async () => {
  const { clock, metrics, version } = setUp();
  await version();
  clock.advance(SECRET_USABLE_MS);
  expect(await version()).toBe('v2');
  expect(metrics.counted).toEqual([]);
});

test('a failed first read is not remembered', async () => {
  const { source, vault, version } = setUp();
  source.fails = new Fault('gateway.unavailable');
  await expect(vault.current()).rejects.toMatchObject({ code: 'gateway.unavailable' });
  source.fails = undefined;
  expect(await version()).toBe('v2');
});

test('a key that an operator took away is forgotten at once', async () => {
  const { clock, metrics, source, vault, version } = setUp();
  await version();
  source.fails = new Fault('upstream.not_configured');
  clock.advance(SECRET_FRESH_MS);
  await version();
  await vault.settled();
  await expect(vault.current()).rejects.toMatchObject({ code: 'upstream.not_configured' });
  expect(metrics.counted).toEqual(['UpstreamNotConfigured', 'UpstreamNotConfigured']);
});

test('reads at the same time are one read', async () => {
  const { source, vault } = setUp();
  const keys = await Promise.all([vault.current(), vault.reread(), vault.current()]);
  expect([keys.map(({ version }) => version), source.reads]).toEqual([['v1', 'v1', 'v1'], 1]);
});

test('reading again replaces what was known', async () => {
  const { vault, version } = setUp();
  await version();
  expect((await vault.reread()).version).toBe('v2');
  expect(await version()).toBe('v2');
});

test('a clock that was set back does not make a key young again', async () => {
  const { clock, source, version } = setUp();
  await version();
  clock.advance(-SECRET_FRESH_MS);
  await version();
  expect(source.reads).toBe(2);
});

test('settled never rejects', async () => {
  const { source, vault } = setUp();
  await expect(vault.settled()).resolves.toBeUndefined();
  source.fails = new Error('down');
  vault.reread().catch(() => undefined);
  await expect(vault.settled()).resolves.toBeUndefined();
});
