import { expect, test } from '@jest/globals';
import { SECRET_USABLE_MS } from '../../../contract/secrets.ts';
import {
  CachedVault,
  SECRET_FRESH_MS,
  SECRET_REREAD_PAUSE_MS,
  SECRET_STALE_MS,
} from '../../../lambda/adapters/cached-vault.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import type { UpstreamKey } from '../../../lambda/domain/upstream-secret.ts';
import { upstreamKey } from '../../support/build.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';

/** A source that gives versions v1, v2, … unless it is told to fail. */
function setUp() {
  const [clock, metrics] = [new FakeClock(), new FakeMetrics()];
  const source: { reads: number; version?: string; fails?: Error; others: () => Promise<UpstreamKey[]> } = {
    reads: 0,
    others: async () => [],
  };
  const vault = new CachedVault(
    {
      current: async () => {
        source.reads += 1;
        if (source.fails !== undefined) throw source.fails;
        return upstreamKey('some-upstream-key', source.version ?? `v${source.reads}`);
      },
      others: () => source.others(),
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

const [pending, previous] = [upstreamKey('the-pending-key', 'p'), upstreamKey('the-previous-key', 'o')];

test('what else is live is known by the time an answer can leave, and no request waits for it before that', async () => {
  const { source, vault } = setUp();
  let answer: (keys: UpstreamKey[]) => void = () => undefined;
  source.others = () => new Promise((resolve) => (answer = resolve));
  const key = await vault.current();
  const live = vault.live();
  answer([pending, previous]);
  expect(await live).toEqual([key.secret, pending.secret, previous.secret]);
});

test('a refresh is not waited for: until it is through, what was known is live', async () => {
  const { clock, source, vault } = setUp();
  source.version = 'v1';
  source.others = async () => [previous];
  const key = await vault.current();
  await vault.settled();
  clock.advance(SECRET_FRESH_MS);
  source.others = () => new Promise(() => undefined);
  await vault.reread();
  expect(await vault.live()).toEqual([key.secret, previous.secret]);
});

test('as long as the versions are the same, so is the list, and every key keeps its box', async () => {
  const { source, vault } = setUp();
  source.version = 'v1';
  source.others = async () => [upstreamKey('the-previous-key', 'o'), upstreamKey('some-upstream-key', 'v1')];
  const key = await vault.current();
  const live = await vault.live();
  expect(live).toHaveLength(2);
  expect(await vault.reread()).toBe(key);
  await vault.settled();
  expect(await vault.live()).toBe(live);
});

test('a key that was replaced stays live, although its version can no longer be read', async () => {
  const { vault } = setUp();
  const before = await vault.current();
  const after = await vault.reread();
  await vault.settled();
  expect(await vault.live()).toEqual([after.secret, before.secret]);
});

test('a failure to read the other versions is counted, keeps what was known of them, and disturbs nothing', async () => {
  const { metrics, source, vault } = setUp();
  source.version = 'v1';
  source.others = async () => [previous];
  const key = await vault.current();
  await vault.settled();
  source.others = async () => {
    throw new Error('down');
  };
  await vault.reread();
  await vault.settled();
  expect(await vault.live()).toEqual([key.secret, previous.secret]);
  expect(metrics.counted).toEqual(['SecretReadFailed']);
});

test('without an answer about the other versions the current key is live', async () => {
  const { source, vault } = setUp();
  source.others = async () => {
    throw new Error('down');
  };
  const key = await vault.current();
  expect(await vault.live()).toEqual([key.secret]);
});

test('versions without an id are never taken for one another', async () => {
  const { source, vault } = setUp();
  source.version = '';
  const [before, after] = [await vault.current(), await vault.reread()];
  expect(before).not.toBe(after);
  expect(await vault.live()).toEqual([after.secret, before.secret]);
});

test('nothing is live before anything was read', async () => {
  expect(await setUp().vault.live()).toEqual([]);
});

test('a refused key that is still the same is read again at most once a second, however many calls it fails', async () => {
  const { clock, source, vault } = setUp();
  source.version = 'v1';
  await vault.current();
  for (let n = 0; n < 50; n += 1) await vault.reread();
  expect(source.reads).toBe(2);
  clock.advance(SECRET_REREAD_PAUSE_MS);
  source.version = 'v2';
  expect((await vault.reread()).version).toBe('v2');
  source.version = 'v3';
  expect((await vault.reread()).version).toBe('v3'); // another key came: nothing is known of it yet
});

test('the pending and the previous key are those of the last read, which is waited for', async () => {
  const { source, vault } = setUp();
  expect(await vault.alternatives()).toEqual([]);
  let give: (keys: UpstreamKey[]) => void = () => undefined;
  source.others = () =>
    new Promise((resolve) => {
      give = resolve;
    });
  await vault.current();
  const asked = vault.alternatives();
  give([upstreamKey('the-pending-key-1', 'v9')]);
  expect((await asked).map(({ version }) => version)).toEqual(['v9']);
});
