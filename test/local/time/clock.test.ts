import { expect, test } from '@jest/globals';
import { Clock } from '../../../local/time/clock.ts';

test('what falls due while the clock is moved runs in order, each at its own moment', async () => {
  const clock = new Clock(() => 1_000);
  const seen: [string, number][] = [];
  clock.at(4_000, () => void seen.push(['b', clock.now()]));
  clock.at(2_000, () => {
    seen.push(['a', clock.now()]);
    clock.at(3_000, () => void seen.push(['scheduled on the way', clock.now()]));
  });
  clock.at(9_000, () => void seen.push(['later', clock.now()]));
  await clock.advance(5_000);
  expect(seen).toEqual([
    ['a', 2_000],
    ['scheduled on the way', 3_000],
    ['b', 4_000],
  ]);
  expect(clock.now()).toBe(6_000);
  clock.stop();
});

test('what was called off does not run, and a clock is never moved backwards', async () => {
  const clock = new Clock(() => 0);
  let ran = false;
  clock.at(10, () => {
    ran = true;
  })();
  await clock.advance(100);
  expect(ran).toBe(false);
  await expect(clock.advance(-1)).rejects.toThrow(RangeError);
});

test('without being moved, the clock runs what is due by itself', async () => {
  const clock = new Clock();
  await new Promise<void>((resolve) => clock.at(clock.now() + 5, resolve));
});

test('what takes its time is waited for, also when several fall due at one moment', async () => {
  const clock = new Clock(() => 0);
  const done: string[] = [];
  for (const name of ['a', 'b', 'c'])
    clock.at(10, async () => {
      clock.at(10, () => void done.push(`after ${name}`));
      await new Promise((resolve) => setTimeout(resolve, 5));
      done.push(name);
    });
  await clock.advance(10);
  expect(done).toEqual(['a', 'b', 'c', 'after a', 'after b', 'after c']);
  clock.stop();
});

test('what the timer has begun is waited for before the clock is moved', async () => {
  const clock = new Clock();
  let done = false;
  await new Promise<void>((begun) =>
    clock.at(clock.now(), async () => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 20));
      done = true;
    }),
  );
  await clock.advance(0);
  expect(done).toBe(true);
});
