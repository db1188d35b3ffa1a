import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FunctionPool } from '../../../local/lambda/function-pool.ts';
import type { FunctionPlan } from '../../../local/plan/plan-functions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let pool: FunctionPool;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await pool.close();
  folder.remove();
});

function poolOf(code: string, extra: Partial<FunctionPlan> = {}): FunctionPool {
  const codeDir = join(folder.path, 'code');
  mkdirSync(codeDir);
  writeFileSync(join(codeDir, 'index.js'), code);
  const plan: FunctionPlan = {
    logicalId: 'F',
    name: 'f',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    roleArn: 'arn',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    codeDir,
    environment: {},
    timeoutMs: 5_000,
    memoryMb: 128,
    logGroup: 'g',
    accessKeyId: 'ASIA',
    ...extra,
  };
  pool = new FunctionPool(
    plan,
    { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' },
    join(folder.path, 'F.log'),
  );
  return pool;
}

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

test('an answer above 6 MB is an error', async () => {
  const big = poolOf('exports.handler = async () => "x".repeat(7_000_000)');
  await expect(big.invoke('{}')).rejects.toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

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

test('an ES module with a handler in a subfolder runs', async () => {
  const module = poolOf('', { handler: 'src/main.run' });
  mkdirSync(join(folder.path, 'code', 'src'));
  writeFileSync(
    join(folder.path, 'code', 'src', 'main.mjs'),
    'export const run = async () => import.meta.url.length > 0;',
  );
  expect(await module.invoke('{}')).toMatchObject({ payload: Buffer.from('true') });
});
