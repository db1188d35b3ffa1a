import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
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
  await lone.clock.advance(9 * MINUTE);
  await gone(first);
  expect(await lone.callToTheEnd()).not.toBe(first);
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
