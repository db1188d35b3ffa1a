import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';
import { send } from '../support/send.ts';

let fixture: FixtureRun;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

/** Says something on a bare socket and returns everything that comes back. */
async function say(text: string): Promise<string> {
  const socket = connect(Number(new URL(fixture.run.url).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return heard;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test('the path reaches the function exactly as it was sent', async () => {
  const path = '/open/a%2Fb/%E4%BD%A0/x:y;z/%zz';
  const { json } = await send(fixture.run.url, path);
  expect(json.path).toBe(path);
  expect(json.pathParameters).toEqual({ proxy: path.slice('/open/'.length) });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test('query parameters are decoded, and the last of several wins in the single map', async () => {
  const { json } = await send(fixture.run.url, '/open?a=1&a=%202&b=%ff&__proto__=x');
  expect(json.queryStringParameters).toMatchObject({ a: ' 2', b: '%ff' });
  expect(json.multiValueQueryStringParameters.a).toEqual(['1', ' 2']);
  expect(Object.keys(json.queryStringParameters)).toContain('__proto__');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test('header names keep their case, and every value of a repeated header arrives', async () => {
  const { json } = await send(fixture.run.url, '/open', { headers: { 'X-CaSe': ['1', '2'] } });
  expect(json.headers['X-CaSe']).toBe('2');
  expect(json.multiValueHeaders['X-CaSe']).toEqual(['1', '2']);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
test('the client’s address is the socket’s, whatever forwarding headers say', async () => {
  const { json } = await send(fixture.run.url, '/open', { headers: { 'X-Forwarded-For': '9.9.9.9' } });
  expect(json.requestContext.identity.sourceIp).toBe('127.0.0.1');
  expect(json.headers['X-Forwarded-For']).toBe('9.9.9.9, 127.0.0.1');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
test('a binary body arrives byte for byte in base64, and an empty one is null', async () => {
  const bytes = Buffer.from([0, 255, 10, 13, 195, 40]);
  const { json } = await send(fixture.run.url, '/open', { method: 'POST', body: bytes });
  expect(json.isBase64Encoded).toBe(true);
  expect(Buffer.from(json.body, 'base64')).toEqual(bytes);
  const empty = await send(fixture.run.url, '/open', { method: 'POST' });
  expect([empty.json.body, empty.json.isBase64Encoded]).toEqual([null, false]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test('the event is that of a REST API of this stage and resource', async () => {
  const { json, headers } = await send(fixture.run.url, '/open/static');
  expect(json.resource).toBe('/open/static');
  expect(json.requestContext).toMatchObject({
    accountId: '000000000000',
    apiId: fixture.run.outputs['ApiId'],
    resourcePath: '/open/static',
    stage: 'prod',
    path: '/open/static',
    requestId: headers['x-amzn-requestid'],
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test('status, repeated headers and binary bodies of a function reach the client', async () => {
  const { status, headers, body } = await send(fixture.run.url, '/open/teapot');
  expect(status).toBe(418);
  expect(headers['x-many']).toBe('1, 2');
  expect(headers['x-amzn-remapped-date']).toBe('long ago');
  expect(body).toEqual(Buffer.from([0, 255]));
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test.each([
  ['exit', 502],
  ['throw', 502],
  ['malformed', 502],
])('a function that ends in “%s” is %d to the client, without its words', async (what, status) => {
  const answer = await send(fixture.run.url, `/open/${what}`);
  expect(answer.status).toBe(status);
  expect(answer.text).not.toContain('private');
  expect((await send(fixture.run.url, '/open')).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a function slower than the integration allows is 504', async () => {
  const answer = await send(fixture.run.url, '/impatient/hang');
  expect([answer.status, answer.json]).toEqual([504, { oops: 'INTEGRATION_TIMEOUT' }]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
test('a body above 10 MB is 413, announced or not', async () => {
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect((await send(fixture.run.url, '/open', { method: 'POST', body })).status).toBe(413);
  const chunked = await send(fixture.run.url, '/open', {
    method: 'POST',
    body,
    headers: { 'Transfer-Encoding': 'chunked' },
  });
  expect(chunked.status).toBe(413);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test('an event above Lambda’s 6 MB is 413', async () => {
  const body = Buffer.alloc(5 * 1024 * 1024);
  expect((await send(fixture.run.url, '/open', { method: 'POST', body })).status).toBe(413);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
test('request line and header values above 10,240 bytes are 431', async () => {
  const headers = { 'x-long': 'x'.repeat(10_240) };
  expect((await send(fixture.run.url, '/open', { headers })).status).toBe(431);
  expect(await say(`GET /open HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(60_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 431/,
  );
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
test.each([
  ['noise', 'this is not HTTP\r\n\r\n', /^HTTP\/1.1 400/],
  [
    'two lengths',
    'POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    /^HTTP\/1.1 400/,
  ],
  [
    'an absolute target',
    'GET http://x/open HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    /^HTTP\/1.1 403/,
  ],
  ['a star', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 403/],
])('%s is refused, and the next request is served', async (_, text, expected) => {
  expect(await say(text)).toMatch(expected);
  expect((await send(fixture.run.url, '/open')).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
test('a required parameter that is missing is 400 and named', async () => {
  const { status, json } = await send(fixture.run.url, '/checked');
  expect(status).toBe(400);
  expect(json.message).toBe('Missing required request parameters: [x-needed]');
  expect((await send(fixture.run.url, '/checked', { headers: { 'X-Needed': '1' } })).status).toBe(200);
});

test('what cannot be served here is 500 and was named at boot', async () => {
  expect((await send(fixture.run.url, '/foreign')).status).toBe(500);
  expect(fixture.run.unhonoured.join()).toContain('ForeignAny');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
test('each request leaves one line in the access log, which no client can break', async () => {
  const { headers } = await send(fixture.run.url, '/open/"\\?secret=1');
  await send(fixture.run.url, '/open');
  const file = join(fixture.stateDir, 'logs', 'access.log');
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const line = lines.find((l) => l.id === headers['x-amzn-requestid']);
  expect(line).toMatchObject({ path: '/open/"\\', status: '200', none: '-' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what a function prints is in its log, readable by its owner only', async () => {
  await send(fixture.run.url, '/open/print');
  const file = join(fixture.stateDir, 'logs', 'Buffered.log');
  expect(readFileSync(file, 'utf8')).toContain('said by the function');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
