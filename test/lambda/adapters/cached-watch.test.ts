import { expect, test } from '@jest/globals';
import { WATCH_MEMORY_MS } from '../../../contract/watch-list.ts';
import { CachedWatch } from '../../../lambda/adapters/cached-watch.ts';
import { watchList } from '../../../lambda/domain/watch-list.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function setUp() {
  const clock = new FakeClock();
  const state = { reads: 0, failures: 0, broken: false };
  const source = {
    read: async () => {
      state.reads += 1;
      if (state.broken) throw new Error('the table does not answer');
      return watchList(String(state.reads), []);
    },
  };
  const watch = new CachedWatch(source, clock.now, () => {
    state.failures += 1;
  });
  const key = async () => (await watch.current()).sealKey;
  return { clock, state, watch, key };
}

test('one read serves every request, and is repeated before anybody has to wait', async () => {
  const { clock, state, watch, key } = setUp();
  expect(watch.fresh()).toBeUndefined();
  expect(await Promise.all([key(), key(), key()])).toEqual(['1', '1', '1']);
  clock.advance(WATCH_MEMORY_MS / 2);
  expect([watch.fresh()?.sealKey, await key(), state.reads]).toEqual(['1', '1', 2]);
  expect(await key()).toBe('2');
});

test('a list that is too old is never used without asking again', async () => {
  const { clock, key, watch } = setUp();
  await key();
  clock.advance(WATCH_MEMORY_MS);
  expect(watch.fresh()).toBeUndefined();
  expect(await key()).toBe('2');
});

test('where a read fails the last list stays in force, and it is counted; without one nobody is let in', async () => {
  const { clock, state, key } = setUp();
  state.broken = true;
  await expect(key()).rejects.toThrow('does not answer');
  state.broken = false;
  expect(await key()).toBe('2');
  state.broken = true;
  clock.advance(WATCH_MEMORY_MS);
  expect([await key(), state.failures]).toEqual(['2', 2]);
});
