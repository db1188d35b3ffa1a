import { afterEach, expect, test } from '@jest/globals';
import { AwsCallError, DYNAMODB, SECRETS_MANAGER, signedCall } from '../../../lambda/adapters/signed-call.ts';
import { type StubServer, stubServer } from '../../support/stub-server.ts';

let server: StubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const connection = (endpointUrl: string, sessionToken?: string) => ({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-to-be-sent', sessionToken },
  endpointUrl,
});

/** What a call comes to: its answer, or the error's message. */
const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: unknown) => (error instanceof AwsCallError ? `AwsCallError ${error.message}` : error));

test('a call is signed, names its operation, and gives the parsed answer', async () => {
  server = await stubServer((response) => response.end('{"Item":{}}'));
  const call = signedCall(connection(server.url, 'a-session-token'), DYNAMODB);
  expect(await call('GetItem', { TableName: 't' })).toEqual({ Item: {} });
  const [sent] = server.received;
  expect(sent).toMatchObject({ method: 'POST', url: '/', body: '{"TableName":"t"}' });
  expect(sent?.headers).toMatchObject({
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-security-token': 'a-session-token',
    host: new URL(server.url).host,
  });
  expect(sent?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/dynamodb\/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
  );
  expect(JSON.stringify(sent)).not.toContain('not-to-be-sent');
});

test('each service is called by its own name', async () => {
  server = await stubServer((response) => response.end());
  expect(await signedCall(connection(server.url), SECRETS_MANAGER)('GetSecretValue', {})).toEqual({});
  expect(server.received[0]?.headers).toMatchObject({ 'x-amz-target': 'secretsmanager.GetSecretValue' });
  expect(server.received[0]?.headers).not.toHaveProperty('x-amz-security-token');
});

test.each([
  [500, '{}', 'status 500'],
  [503, 'not json', 'status 503'],
  [400, '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}', 'ThrottlingException'],
  [400, '{"__type":"a#ProvisionedThroughputExceededException"}', 'ProvisionedThroughputExceededException'],
])('an answer %d %s is tried once more and no more', async (status, body, code) => {
  server = await stubServer((response) => response.writeHead(status).end(body));
  expect(await outcome(signedCall(connection(server.url), DYNAMODB)('GetItem', {}))).toBe(
    `AwsCallError ${code}`,
  );
  expect(server.received).toHaveLength(2);
});

test.each([
  [
    400,
    '{"__type":"a#ConditionalCheckFailedException","message":"key_123"}',
    'ConditionalCheckFailedException',
  ],
  [400, '{"__type":"AccessDeniedException"}', 'AccessDeniedException'],
  [403, '', 'status 403'],
])('an answer %d %s is not tried again, and only its type is kept', async (status, body, code) => {
  server = await stubServer((response) => response.writeHead(status).end(body));
  expect(await outcome(signedCall(connection(server.url), DYNAMODB)('PutItem', {}))).toBe(
    `AwsCallError ${code}`,
  );
  expect(server.received).toHaveLength(1);
});

test('the second try counts', async () => {
  server = await stubServer((response, _request, n) =>
    n === 0 ? response.destroy() : response.end('{"a":1}'),
  );
  expect(await signedCall(connection(server.url), DYNAMODB)('GetItem', {})).toEqual({ a: 1 });
});

test('an answer that is cut or is no JSON is an error of the call, not of the process', async () => {
  server = await stubServer((response, _request, n) => {
    if (n < 2) response.end('<html>');
    else response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy());
  });
  const call = signedCall(connection(server.url), DYNAMODB);
  expect(await outcome(call('GetItem', {}))).toBe('AwsCallError unreachable');
  expect(await outcome(call('GetItem', {}))).toBe('AwsCallError unreachable');
  expect(server.received).toHaveLength(4);
});

test('a service that does not answer, or only trickles, is given up in time', async () => {
  const timers: NodeJS.Timeout[] = [];
  server = await stubServer((response, _request, n) => {
    if (n === 0) timers.push(setInterval(() => response.write(' '), 10));
  });
  expect(await outcome(signedCall(connection(server.url), DYNAMODB, { timeoutMs: 60 })('GetItem', {}))).toBe(
    'AwsCallError unreachable',
  );
  expect(server.received).toHaveLength(2);
  for (const timer of timers) clearInterval(timer);
});

test('calls one after the other share a connection', async () => {
  server = await stubServer((response) => response.end('{}'));
  const call = signedCall(connection(server.url), DYNAMODB);
  for (let n = 0; n < 3; n += 1) await call('GetItem', {});
  expect(server.connections()).toBe(1);
});

test('several kept connections that went stale together cost one try, not the call', async () => {
  const used = new Set<unknown>();
  let stale = false;
  server = await stubServer((response) => {
    const reused = used.has(response.socket);
    used.add(response.socket);
    if (stale && reused) response.destroy();
    else setTimeout(() => response.end('{}'), 20); // long enough for the other call to open its own connection
  });
  const call = signedCall(connection(server.url), DYNAMODB);
  await Promise.all([call('PutItem', {}), call('PutItem', {})]);
  expect(server.connections()).toBe(2);
  stale = true;
  expect(await outcome(call('PutItem', {}))).toEqual({});
});

test('what must not be done twice is tried once, although it might have helped', async () => {
  server = await stubServer((response) => void response.writeHead(500).end());
  expect(await outcome(signedCall(connection(server.url), DYNAMODB, { tries: 1 })('UpdateItem', {}))).toBe(
    'AwsCallError status 500',
  );
  expect(server.received).toHaveLength(1);
});
