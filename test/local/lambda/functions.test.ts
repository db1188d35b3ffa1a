import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';
import { gone } from '../support/gone.ts';
import { send } from '../support/send.ts';

let fixture: FixtureRun;
beforeAll(async () => {
  process.env['NOT_FOR_FUNCTIONS'] = 'x';
  fixture = await startFixture();
});
afterAll(async () => {
  delete process.env['NOT_FOR_FUNCTIONS'];
  await fixture.close();
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
test('a function is told its template’s variables and Lambda’s, and nothing of ours', async () => {
  const { json } = await send(fixture.run.url, '/open/environment');
  const { PATH, cwd, ...environment } = json;
  expect(environment).toMatchObject({
    TABLE: fixture.run.outputs['TableName'],
    SECRET: fixture.run.outputs['SecretArn'],
    AWS_ENDPOINT_URL: fixture.run.awsEndpoint,
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    LAMBDA_TASK_ROOT: cwd,
  });
  const own = ['GATE_URL', 'TABLE', 'SECRET'];
  // `TMPDIR` is ours: AWS gives each environment a /tmp of its own instead.
  const reserved = /^(AWS_|_|LAMBDA_|LANG$|TZ$|TMPDIR$)/;
  expect(Object.keys(environment).filter((name) => !own.includes(name) && !reserved.test(name))).toEqual([]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
test('a process is used again, and a second one serves what comes meanwhile', async () => {
  const first = (await send(fixture.run.url, '/open/process')).json;
  const again = (await send(fixture.run.url, '/open/process')).json;
  expect([again.pid, again.served]).toEqual([first.pid, first.served + 1]);
  const slow = send(fixture.run.url, '/open/gate');
  const pass = await fixture.gate.reached('gate');
  const meanwhile = (await send(fixture.run.url, '/open/process')).json;
  pass();
  expect((await slow).json.pid).toBe(first.pid);
  expect(meanwhile.pid).not.toBe(first.pid);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke-with-errors
test('a process that exits is replaced', async () => {
  const before = (await send(fixture.run.url, '/hasty/process')).json.pid;
  expect((await send(fixture.run.url, '/hasty/exit')).status).toBe(502);
  expect((await send(fixture.run.url, '/hasty/process')).json.served).toBe(1);
  await gone(before);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
test('requests one after the other need one process only', async () => {
  const pids = new Set<number>();
  for (let i = 0; i < 30; i++) pids.add((await send(fixture.run.url, '/single/process')).json.pid);
  expect(pids.size).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke-with-errors
test('a function that exceeds its timeout is ended, and the next event has a fresh process', async () => {
  const before = (await send(fixture.run.url, '/hasty/process')).json.pid;
  expect((await send(fixture.run.url, '/hasty/hang')).status).toBe(502);
  const after = (await send(fixture.run.url, '/hasty/process')).json;
  expect(after.pid).not.toBe(before);
  expect(after.served).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
test('an event above the reserved concurrency is refused at once', async () => {
  const slow = send(fixture.run.url, '/single/gate');
  const pass = await fixture.gate.reached('gate');
  expect((await send(fixture.run.url, '/single/process')).status).toBe(500);
  pass();
  expect((await slow).status).toBe(200);
  expect((await send(fixture.run.url, '/single/process')).status).toBe(200);
});
