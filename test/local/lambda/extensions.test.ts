import { afterEach, expect, test } from '@jest/globals';
import { gone } from '../support/gone.ts';
import { type LoneFunction, loneFunction } from '../support/lone-function.ts';
import { until } from '../support/until.ts';

let lone: LoneFunction;
afterEach(() => lone.close());

/** An internal extension: registers while the module loads, and works on each event after the handler has answered. */
const extension = (work: string, events = '["INVOKE"]'): string => `
  const http = require('node:http');
  const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
  const call = (method, path, headers, body) => new Promise((resolve, reject) => {
    http.request({ hostname, port, method, path: '/2020-01-01/extension/' + path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, json: JSON.parse(text) }));
    }).on('error', reject).end(body);
  });
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const register = (name) => call('POST', 'register', { 'Lambda-Extension-Name': name }, '{"events":${events}}');
  let answered;
  const registered = register('inside').then(async (answer) => {
    const identifier = answer.headers['lambda-extension-identifier'];
    const next = () => call('GET', 'event/next', { 'Lambda-Extension-Identifier': identifier });
    const run = async () => {
      for (;;) {
        const { json: told } = await next();
        ${work}
      }
    };
    if (identifier !== undefined) run();
    return answer;
  });
`;

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
test('an extension goes on after the answer, and the process takes no event until it is done', async () => {
  lone =
    loneFunction(`${extension('await pause(300); process.stdout.write("worked on " + told.requestId + "\\n");')}
    exports.handler = async (event, context) => { await registered; return context.awsRequestId; };`);
  const requestId = await lone.call();
  expect(lone.lines).not.toContain(`worked on ${requestId}`);
  await until(() => lone.lines.includes(`worked on ${requestId}`) || undefined);
  await lone.call();
  const order = lone.lines.map((line) => line.split(' ').slice(0, 2).join(' '));
  expect(order.slice(0, 5)).toEqual([
    'START RequestId:',
    'worked on',
    'END RequestId:',
    'REPORT RequestId:',
    'START RequestId:',
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
test('an extension is told of the event: request, deadline, function and trace', async () => {
  lone = loneFunction(`${extension('process.stdout.write(JSON.stringify(told) + "\\n");')}
    exports.handler = async () => (await registered).json;`);
  expect(await lone.call()).toEqual({
    functionName: 'f',
    functionVersion: '$LATEST',
    handler: 'index.handler',
  });
  const told = await until(() => lone.lines.find((line) => line.startsWith('{"eventType"')));
  expect(JSON.parse(told)).toMatchObject({
    eventType: 'INVOKE',
    deadlineMs: expect.any(Number),
    invokedFunctionArn: lone.pool.plan.arn,
    tracing: { type: 'X-Amzn-Trace-Id' },
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke
test('the timeout holds for the extension, too: the answer stands, the process is replaced', async () => {
  lone = loneFunction(
    `${extension('await pause(60_000);')}
    exports.handler = async () => { await registered; return process.pid; };`,
    { timeoutMs: 700 },
  );
  const first = await lone.call();
  await gone(first);
  expect(lone.lines.join('\n')).toMatch(/Task timed out after 0.70 seconds/);
  expect(await lone.call()).not.toBe(first);
});

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
test('an internal extension cannot register for SHUTDOWN, nor after INIT', async () => {
  lone = loneFunction(`${extension('', '["SHUTDOWN"]')}
    exports.handler = async () => [await registered, await register('late')].map(({ status, json }) => [status, json.errorType]);`);
  expect(await lone.call()).toEqual([
    [403, 'Extension.InvalidEventType'],
    [403, 'Extension.InvalidEventType'],
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown
test.each([
  ['with an extension is told before it is ended', extension(''), true],
  ['without one is ended at once', 'const registered = undefined;', false],
])('an idle process %s', async (_, code, told) => {
  lone = loneFunction(`${code}
    process.on('SIGTERM', () => { process.stdout.write('farewell\\n'); process.exit(0); });
    exports.handler = async () => { await registered; return process.pid; };`);
  const pid = await lone.callToTheEnd();
  await lone.clock.advance(11 * 60_000);
  await gone(pid);
  await lone.pool.close();
  expect(lone.lines.includes('farewell')).toBe(told);
});
