import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callAws } from '../support/call-aws.ts';
import type { Sent } from '../support/send.ts';
import { fn, type Stack, startStack } from '../support/start-stack.ts';

const code = `
  exports.handler = async (event, context) => {
    if (event === null || event.do === undefined) return { event, client: context.clientContext ?? null };
    console.log('said about ' + event.do);
    if (event.do === 'throw') throw new RangeError('a reason');
    if (event.do === 'exit') process.exit(3);
    if (event.do === 'leave') process.exit(0);
    if (event.do === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (event.do === 'gate') await fetch(process.env.GATE_URL + '/invoked');
    return { done: event.do };
  };`;
const streaming = `
  exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    stream.write('one ');
    if (event.fail) throw new RangeError('late');
    stream.write('two');
    stream.end();
  });`;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    resources: {
      Worker: fn('Worker', { Timeout: 1 }),
      Streaming: fn('Streaming'),
      Broken: fn('Broken'),
    },
    code: { Worker: code, Streaming: streaming, Broken: 'throw new TypeError("broken")' },
    outputs: {
      Worker: { Value: { Ref: 'Worker' } },
      WorkerArn: { Value: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
      Streaming: { Value: { Ref: 'Streaming' } },
      Broken: { Value: { Ref: 'Broken' } },
    },
  });
});
afterAll(() => stack.close());

const invoke = (
  body: string | undefined,
  headers: Readonly<Record<string, string>> = {},
  name = stack.run.outputs['Worker'] ?? '',
): Promise<Sent> =>
  callAws(stack.run, 'lambda', `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    headers,
    ...(body === undefined ? {} : { body }),
  });

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
test('an invocation answers with what the function returned', async () => {
  const answer = await invoke('{"a":1}');
  expect([answer.status, answer.headers['x-amz-executed-version']]).toEqual([200, '$LATEST']);
  expect(answer.headers['x-amz-function-error']).toBeUndefined();
  expect(answer.json).toEqual({ event: { a: 1 }, client: null });
});

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax
test('a function is found by name, ARN, ARN without its beginning, and with the qualifier $LATEST', async () => {
  const arn = stack.run.outputs['WorkerArn'] ?? '';
  for (const name of [arn, arn.split(':').slice(4).join(':'), `${arn}:$LATEST`])
    expect((await invoke('{}', {}, name)).status).toBe(200);
  for (const name of ['nobody', `${arn}:7`, arn.replace('us-east-1', 'eu-west-1')])
    expect((await invoke('{}', {}, name)).headers['x-amzn-errortype']).toBe('ResourceNotFoundException');
});

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
test('what the function throws is an answer that is marked as an error', async () => {
  const answer = await invoke('{"do":"throw"}');
  expect([answer.status, answer.headers['x-amz-function-error']]).toEqual([200, 'Unhandled']);
  expect(answer.json).toMatchObject({ errorType: 'RangeError', errorMessage: 'a reason' });
  expect(answer.json.trace[0]).toBe('RangeError: a reason');
});

// https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
test.each([
  ['exit', 'Runtime.ExitError', /^RequestId: \S+ Error: Runtime exited with error: exit status 3$/],
  ['leave', 'Runtime.ExitError', /^RequestId: \S+ Error: Runtime exited without providing a reason$/],
  ['hang', 'Sandbox.Timedout', /^RequestId: \S+ Error: Task timed out after 1.00 seconds$/],
])('a function that does %s fails with %s in Lambda’s words', async (what, errorType, message) => {
  const answer = await invoke(JSON.stringify({ do: what }));
  expect([answer.status, answer.headers['x-amz-function-error']]).toEqual([200, 'Unhandled']);
  expect(answer.json).toEqual({ errorType, errorMessage: expect.stringMatching(message) });
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
test('a function that fails in INIT fails each invocation with that reason', async () => {
  for (let i = 0; i < 2; i++) {
    const answer = await invoke('{}', {}, stack.run.outputs['Broken']);
    expect([answer.status, answer.headers['x-amz-function-error']]).toEqual([200, 'Unhandled']);
    expect(answer.json).toMatchObject({ errorType: 'TypeError', errorMessage: 'broken' });
  }
});

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
test('a tail is the end of the log: what was printed, and Lambda’s own lines', async () => {
  for (const [what, ending] of [
    ['speak', ''],
    ['exit', 'Runtime.ExitError'],
  ] as const) {
    const answer = await invoke(JSON.stringify({ do: what }), { 'x-amz-log-type': 'Tail' });
    const tail = Buffer.from(String(answer.headers['x-amz-log-result']), 'base64').toString('utf8');
    expect(tail).toMatch(/^START RequestId: \S+ Version: \$LATEST\n/);
    expect(tail).toContain(`said about ${what}`);
    expect(tail).toContain(ending);
    expect(tail).toMatch(
      /END RequestId: \S+\nREPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\t/,
    );
  }
  expect((await invoke('{"do":"speak"}')).headers['x-amz-log-result']).toBeUndefined();
});

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax
test('a client context reaches the function; without a body the event is empty', async () => {
  const context = Buffer.from('{"custom":{"a":1}}').toString('base64');
  const answer = await invoke(undefined, { 'x-amz-client-context': context });
  expect(answer.json).toEqual({ event: {}, client: { custom: { a: 1 } } });
});

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
test('what is no JSON or too large is refused without being quoted', async () => {
  const malformed = await invoke('secret{');
  expect([malformed.status, malformed.headers['x-amzn-errortype']]).toEqual([
    400,
    'InvalidRequestContentException',
  ]);
  expect(malformed.text).not.toContain('secret{');
  const large = JSON.stringify('x'.repeat(2 * 1024 * 1024));
  expect((await invoke(large)).status).toBe(200);
  expect((await invoke(large, { 'x-amz-invocation-type': 'Event' })).status).toBe(413);
  expect((await invoke(JSON.stringify('x'.repeat(6 * 1024 * 1024)))).status).toBe(413);
});

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax
test('a dry run answers 204 and invokes nothing', async () => {
  const answer = await invoke('{"do":"exit"}', { 'x-amz-invocation-type': 'DryRun' });
  expect([answer.status, answer.text]).toEqual([204, '']);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
test('reserved concurrency can be set, holds at once and over a restart, and can be taken away', async () => {
  const name = stack.run.outputs['Worker'] ?? '';
  const concurrency = (method: string, version: string, body?: string) =>
    callAws(stack.run, 'lambda', `/${version}/functions/${name}/concurrency`, {
      method,
      ...(body ? { body } : {}),
    });
  expect((await concurrency('PUT', '2017-10-31', '{"ReservedConcurrentExecutions":0}')).json).toEqual({
    ReservedConcurrentExecutions: 0,
  });
  await stack.restart();
  const refused = await invoke('{}');
  expect([refused.status, refused.headers['x-amzn-errortype']]).toEqual([429, 'TooManyRequestsException']);
  expect(refused.json).toMatchObject({ Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' });
  await concurrency('PUT', '2017-10-31', '{"ReservedConcurrentExecutions":1}');
  const slow = invoke('{"do":"gate"}');
  const pass = await stack.gate.reached('invoked');
  expect((await invoke('{}')).status).toBe(429);
  pass();
  expect((await slow).json).toEqual({ done: 'gate' });
  expect((await concurrency('GET', '2019-09-30')).json).toEqual({ ReservedConcurrentExecutions: 1 });
  expect((await concurrency('DELETE', '2017-10-31')).status).toBe(204);
  expect((await concurrency('GET', '2019-09-30')).json).toEqual({});
});

// https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
test('the configuration is told as the template has it', async () => {
  const answer = await callAws(
    stack.run,
    'lambda',
    `/2015-03-31/functions/${stack.run.outputs['Worker']}/configuration`,
    { method: 'GET' },
  );
  expect(answer.json).toMatchObject({
    FunctionArn: stack.run.outputs['WorkerArn'],
    Timeout: 1,
    MemorySize: 256,
    Handler: 'index.handler',
  });
});

/** Event type and payload of each message of an event stream. */
function messagesOf(body: Buffer): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  for (let at = 0; at < body.length; ) {
    const total = body.readUInt32BE(at);
    const headers = body.readUInt32BE(at + 4);
    const type = /:event-type...(PayloadChunk|InvokeComplete)/s.exec(
      body.subarray(at + 12, at + 12 + headers).toString('latin1'),
    )?.[1];
    found.push([type ?? '', body.subarray(at + 12 + headers, at + total - 4).toString('utf8')]);
    at += total;
  }
  return found;
}

// https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
test('a streaming invocation answers with chunks and tells at the end whether it failed', async () => {
  const path = `/2021-11-15/functions/${stack.run.outputs['Streaming']}/response-streaming-invocations`;
  const whole = messagesOf((await callAws(stack.run, 'lambda', path, { body: '{}' })).body);
  const chunks = whole.filter(([type]) => type === 'PayloadChunk').map(([, text]) => text);
  expect(chunks.join('')).toBe('one two');
  expect(whole.at(-1)).toEqual(['InvokeComplete', '{}']);
  const failed = messagesOf((await callAws(stack.run, 'lambda', path, { body: '{"fail":true}' })).body);
  expect(failed.at(-1)?.[1]).toContain('"ErrorCode"');
});
