import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { FunctionProcess } from '../../../local/lambda/function-process.ts';
import { Recycling } from '../../../local/lambda/recycling.ts';
import { Clock } from '../../../local/time/clock.ts';
import { gone } from '../support/gone.ts';
import { type LoneFunction, loneFunction } from '../support/lone-function.ts';

let lone: LoneFunction;
afterEach(() => lone.close());

const MINUTE = 60_000;
const pids = 'exports.handler = async () => process.pid';

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
test('a process that nobody uses for a while is ended, and the next event has a fresh one', async () => {
  lone = loneFunction(pids);
  const first = await lone.callToTheEnd();
  await lone.clock.advance(9 * MINUTE);
  expect(await lone.callToTheEnd()).toBe(first);
  await lone.clock.advance(11 * MINUTE);
  await gone(first);
  expect(await lone.callToTheEnd()).not.toBe(first);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
test('a process is replaced after some hours, however busy it is', async () => {
  lone = loneFunction(pids);
  const first = await lone.callToTheEnd();
  for (let i = 0; i < 14; i++) {
    await lone.clock.advance(8 * MINUTE);
    expect(await lone.callToTheEnd()).toBe(first);
  }
  let hours = (14 * 8) / 60;
  for (; hours < 5 && (await lone.callToTheEnd()) === first; hours += 0.125)
    await lone.clock.advance(7.5 * MINUTE);
  expect(hours).toBeGreaterThan(2);
  expect(hours).toBeLessThan(4.5);
  await gone(first);
});

test('processes that began together do not end together', async () => {
  const started = Date.now();
  const clock = new Clock(() => started);
  const alive = new Set<FunctionProcess>();
  const endings = new Map<number, number>();
  const recycling: Recycling = new Recycling(clock, (process) => {
    recycling.busy(process);
    if (alive.delete(process)) endings.set(clock.now(), (endings.get(clock.now()) ?? 0) + 1);
  });
  for (let n = 0; n < 20; n += 1) alive.add({ bornAt: started } as FunctionProcess);
  for (let minutes = 0; minutes <= 4 * 60; minutes += 5) {
    for (const process of alive) {
      recycling.busy(process);
      recycling.idle(process);
    }
    await clock.advance(5 * MINUTE);
  }
  recycling.stop();
  clock.stop();
  expect(alive.size).toBe(0);
  expect(Math.min(...endings.keys()) - started).toBeGreaterThanOrEqual(120 * MINUTE);
  expect(Math.max(...endings.values())).toBeLessThan(10);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html
test('each process has a temporary folder of its own, kept between its events and removed with it', async () => {
  lone = loneFunction(`
    const fs = require('node:fs'), os = require('node:os'), path = require('node:path');
    exports.handler = async (event) => {
      const file = path.join(os.tmpdir(), 'note');
      const before = fs.existsSync(file);
      fs.writeFileSync(file, 'x');
      if (event.exit) process.exit(1);
      return { before, folder: os.tmpdir() };
    };`);
  const first = await lone.call();
  expect([first.before, (await lone.call()).before]).toEqual([false, true]);
  await expect(lone.call({ exit: true })).rejects.toMatchObject({ kind: 'exit' });
  const next = await lone.call();
  expect(next.before).toBe(false);
  expect(next.folder).not.toBe(first.folder);
  expect(readdirSync(join(lone.folder, 'tmp'))).toHaveLength(1);
});
