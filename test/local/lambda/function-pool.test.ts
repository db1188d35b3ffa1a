import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { FunctionPool } from '../../../local/lambda/function-pool.ts';
import type { FunctionPlan } from '../../../local/plan/plan-functions.ts';
import { type LoneFunction, loneFunction } from '../support/lone-function.ts';

let lone: LoneFunction;
afterEach(() => lone.close());

const poolOf = (code: string, extra: Partial<FunctionPlan> = {}): FunctionPool => {
  lone = loneFunction(code, extra);
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
