import { expect, test } from '@jest/globals';
import { KEY_MEMORY_MS } from '../../../contract/key-memory.ts';
import { CachedKeyStore } from '../../../lambda/adapters/cached-key-store.ts';
import { keyItem } from '../../support/build.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';

function setUp() {
  const [inner, clock] = [new FakeKeyStore(), new FakeClock()];
  inner.items.set('known', keyItem());
  return { inner, clock, store: new CachedKeyStore(inner, clock.now) };
}

test('a revoked key is seen as revoked after five seconds at the latest', async () => {
  const { inner, clock, store } = setUp();
  expect(KEY_MEMORY_MS).toBeLessThanOrEqual(5_000);
  await store.find('known');
  inner.items.set('known', keyItem({ state: 'revoked' }));
  clock.advance(KEY_MEMORY_MS - 1);
  expect((await store.find('known'))?.state).toBe('active');
  clock.advance(1);
  expect((await store.find('known'))?.state).toBe('revoked');
  expect(inner.lookups).toBe(2);
});

test('an unknown hash is remembered as long, so that a new key works after five seconds', async () => {
  const { inner, clock, store } = setUp();
  expect(await store.find('new')).toBeUndefined();
  inner.items.set('new', keyItem());
  expect(await store.find('new')).toBeUndefined();
  clock.advance(KEY_MEMORY_MS);
  expect(await store.find('new')).toEqual(keyItem());
});

test('an answer that was slow to come is trusted from when it was asked for', async () => {
  const { inner, clock, store } = setUp();
  const slow = store.find('known');
  clock.advance(KEY_MEMORY_MS);
  await slow;
  await store.find('known');
  expect(inner.lookups).toBe(2);
});

test('misses of one key at the same time share one look-up', async () => {
  const { inner, store } = setUp();
  await Promise.all([store.find('known'), store.find('known'), store.find('known')]);
  expect(inner.lookups).toBe(1);
});

test('a failure is told to everybody who waited, and is not remembered', async () => {
  const { inner, store } = setUp();
  inner.broken = true;
  const asked = await Promise.allSettled([store.find('known'), store.find('known')]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  inner.broken = false;
  expect(await store.find('known')).toEqual(keyItem());
  expect(inner.lookups).toBe(2);
});

test('a clock that was set back makes nothing younger', async () => {
  const { inner, clock, store } = setUp();
  await store.find('known');
  clock.advance(-1);
  await store.find('known');
  expect(inner.lookups).toBe(2);
});

test('a thousand answers are remembered, and the oldest is the one that goes', async () => {
  const { inner, store } = setUp();
  for (let n = 0; n <= 1_000; n += 1) await store.find(`hash-${n}`);
  await store.find('hash-1000');
  await store.find('hash-1');
  expect(inner.lookups).toBe(1_001);
  await store.find('hash-0');
  expect(inner.lookups).toBe(1_002);
});

test('the failure of an old look-up does not forget a newer answer', async () => {
  const { inner, clock, store } = setUp();
  inner.broken = true;
  const failing = store.find('known');
  clock.advance(KEY_MEMORY_MS);
  inner.broken = false;
  await Promise.allSettled([store.find('known'), failing]);
  await store.find('known');
  expect(inner.lookups).toBe(2);
});

test('concurrent first uses share one write, and the memory knows of it for no longer than of anything else', async () => {
  const { inner, clock, store } = setUp();
  inner.items.set('new', keyItem({ keyHash: 'new', firstUsedAt: 'never' }));
  const key = await store.find('new');
  if (key === undefined) throw new Error('it is there');
  await Promise.all([store.noteFirstUse(key, clock.now()), store.noteFirstUse(key, clock.now())]);
  expect(inner.writes).toBe(1);
  expect((await store.find('new'))?.firstUsedAt).toBe(clock.now().toISOString());
  expect(inner.lookups).toBe(1);
  clock.advance(KEY_MEMORY_MS);
  await store.find('new');
  expect(inner.lookups).toBe(2);
});

test('a first use that could not be noted is tried again', async () => {
  const { inner, clock, store } = setUp();
  const key = keyItem({ keyHash: 'new', firstUsedAt: 'never' });
  inner.broken = true;
  await expect(store.noteFirstUse(key, clock.now())).rejects.toThrow('does not answer');
  inner.broken = false;
  await store.noteFirstUse(key, clock.now());
  expect(inner.writes).toBe(2);
});
