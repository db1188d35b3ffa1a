import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { FunctionPool } from '../../../local/lambda/function-pool.ts';
import type { Patience } from '../../../local/lambda/waiting-line.ts';
import type { FunctionPlan } from '../../../local/plan/plan-functions.ts';
import { type LoneFunction, loneFunction } from '../support/lone-function.ts';

let lone: LoneFunction;
afterEach(() => lone.close());

const poolOf = (code: string, extra: Partial<FunctionPlan> = {}, patience?: Patience): FunctionPool => {
  lone = loneFunction(code, extra, patience);
  return lone.pool;
};

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
test.each([
  ['throws while it loads', 'throw new TypeError("broken")', 'TypeError'],
  ['exits while it loads', 'process.exit(1)', 'Runtime.ExitError'],
  ['has no handler', 'exports.other = 1', 'Runtime.HandlerNotFound'],
  [
    'takes a callback',
    'exports.handler = (event, context, callback) => callback(null, 1)',
    'Runtime.CallbackHandlerDeprecated',
  ],
])('a function that %s fails each event with its reason', async (_, code, errorType) => {
  const broken = poolOf(code);
  expect(await broken.warm()).toMatchObject({ kind: 'init', errorType });
  await expect(broken.invoke('{}')).rejects.toMatchObject({ kind: 'init', errorType });
});

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
test('an error that a function throws is reported as its own, and the process stays', async () => {
  const failing = poolOf('exports.handler = async () => { throw new RangeError(String(process.pid)) }');
  const messages: string[] = [];
  for (let i = 0; i < 2; i++)
    await failing.invoke('{}').catch((fault) => {
      expect(fault).toMatchObject({ kind: 'handled', errorType: 'RangeError' });
      messages.push(fault.message);
    });
  expect(messages[0]).toBe(messages[1]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test('an answer above 6 MB is an error', async () => {
  const big = poolOf('exports.handler = async () => "x".repeat(7_000_000)');
  await expect(big.invoke('{}')).rejects.toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
test('twice as many events as processes are all served', async () => {
  const echo = poolOf('exports.handler = async (event) => event.n');
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => echo.invoke(JSON.stringify({ n }))));
  expect(answers.map((a) => (a.kind === 'buffered' ? Number(a.payload) : -1))).toEqual(
    Array.from({ length: 40 }, (_, n) => n),
  );
});

test('while every process is held, further events are throttled in time, and served again afterwards', async () => {
  const patience = { stuckMs: 200, waitMs: 20_000 };
  const held = poolOf(
    `const { existsSync } = require('node:fs');
     exports.handler = async ({ gate }) => {
       while (gate !== undefined && !existsSync(gate)) await new Promise((r) => setTimeout(r, 20));
       return 'done';
     }`,
    { timeoutMs: 30_000 },
    patience,
  );
  const gate = join(lone.folder, 'gate');
  const holding = Array.from({ length: 20 }, () => held.invoke(JSON.stringify({ gate })));
  const startedAt = performance.now();
  const waiting = await Promise.allSettled(Array.from({ length: 5 }, () => held.invoke('{}')));
  const waitedMs = performance.now() - startedAt;
  const kinds = new Set(waiting.map((one) => (one.status === 'rejected' ? one.reason.kind : one.status)));
  expect([...kinds]).toEqual(['throttled']);
  expect(waitedMs).toBeGreaterThanOrEqual(200);
  writeFileSync(gate, '');
  await Promise.all(holding);
  expect(await held.invoke('{}')).toMatchObject({ payload: Buffer.from('"done"') });
}, 30_000);

test('an event that waits too long is throttled although others move', async () => {
  const slow = poolOf(
    'exports.handler = () => new Promise((r) => setTimeout(r, 100))',
    {},
    { stuckMs: 10_000, waitMs: 20 },
  );
  await slow.warm();
  const settled = await Promise.allSettled(Array.from({ length: 60 }, () => slow.invoke('{}')));
  const throttled = settled.filter((one) => one.status === 'rejected' && one.reason.kind === 'throttled');
  expect([throttled.length > 0, throttled.length < 60]).toEqual([true, true]);
}, 30_000);

test('closing ends an event under way with an error and leaves no process', async () => {
  const hanging = poolOf('exports.handler = () => new Promise((r) => setTimeout(r, 60000))');
  await hanging.warm();
  const underWay = hanging.invoke('{}');
  const ended = expect(underWay).rejects.toMatchObject({ name: 'FunctionFault' });
  await hanging.close();
  await ended;
  await expect(hanging.invoke('{}')).rejects.toMatchObject({ kind: 'closed' });
});

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
test('an ES module with a handler in a subfolder runs', async () => {
  const module = poolOf('', { handler: 'src/main.run' });
  mkdirSync(join(lone.folder, 'code', 'src'));
  writeFileSync(
    join(lone.folder, 'code', 'src', 'main.mjs'),
    'export const run = async () => import.meta.url.length > 0;',
  );
  expect(await module.invoke('{}')).toMatchObject({ payload: Buffer.from('true') });
});

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
test('every invocation is counted as a success, an error or throttled', async () => {
  poolOf('exports.handler = async (event) => { if (event.fail) throw new Error(); return 1; }', {
    reservedConcurrency: 1,
  });
  await lone.callToTheEnd();
  await expect(lone.callToTheEnd({ fail: true })).rejects.toThrow();
  const [, throttled] = await Promise.allSettled([lone.callToTheEnd(), lone.call()]);
  expect(throttled.status).toBe('rejected');
  expect(lone.outcomes.map((o) => o.outcome).sort()).toEqual(['error', 'success', 'success', 'throttled']);
});
