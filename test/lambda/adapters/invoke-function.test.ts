import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { invokeFunction } from '../../../lambda/adapters/invoke-function.ts';

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:keys';
const REGION = 'eu-central-1';
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

interface Heard {
  readonly path: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Lambda as it answers a synchronous invocation. */
async function lambda(status: number, answer: string, headers: http.OutgoingHttpHeaders = {}) {
  const heard: Heard[] = [];
  const server = http.createServer(async (request, response) => {
    heard.push({ path: request.url, headers: request.headers, body: await text(request) });
    response.writeHead(status, headers).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' };
  const endpointUrl = `http://127.0.0.1:${port}`;
  return { heard, invoke: invokeFunction({ region: REGION, credentials, endpointUrl }) };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html: outside S3 a path is encoded twice. */
function signatureOf({ path = '', headers, body }: Heard): string {
  const sha = (data: string) => createHash('sha256').update(data).digest('hex');
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const twice = path.replaceAll('%', '%25');
  const canonical = ['POST', twice, '', lines.join(''), names, sha(body)].join('\n');
  const at = String(headers['x-amz-date']);
  const scope = [at.slice(0, 8), REGION, 'lambda', 'aws4_request'];
  const key = scope.reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from('AWS4secret'),
  );
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), sha(canonical)].join('\n');
  return createHmac('sha256', key).update(toSign).digest('hex');
}

test('a function is invoked with the message, signed, and gives its answer; its log is not asked for', async () => {
  const { heard, invoke } = await lambda(200, '{"statusCode":200}');
  expect(await invoke(ARN, '{"body":"ü"}')).toEqual({ failed: false, payload: '{"statusCode":200}' });
  const [call] = heard;
  expect(call).toMatchObject({
    path: `/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`,
    body: '{"body":"ü"}',
  });
  expect(call?.headers['x-amz-security-token']).toBe('token');
  expect(call?.headers['x-amz-log-type']).toBeUndefined();
  expect(/Signature=(\w+)/.exec(call?.headers.authorization ?? '')?.[1]).toBe(call && signatureOf(call));
});

test('a function that threw has failed, and one that said nothing said nothing', async () => {
  const threw = await lambda(200, '{}', { 'x-amz-function-error': 'Unhandled' });
  expect((await threw.invoke(ARN, '')).failed).toBe(true);
  expect(await (await lambda(200, '')).invoke(ARN, '')).toEqual({ failed: false, payload: '' });
});

test.each([403, 404, 429, 500])(
  'what Lambda refuses with %i is no answer, and is asked for once',
  async (status) => {
    const { heard, invoke } = await lambda(status, '{"Message":"no"}');
    await expect(invoke(ARN, '{}')).rejects.toThrow(`status ${status}`);
    expect(heard).toHaveLength(1);
  },
);
