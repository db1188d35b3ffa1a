import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accessLine } from '../support/access-lines.ts';
import { restTemplate } from '../support/rest-template.ts';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate());
});
afterAll(() => small.close());

const bytes = Buffer.from([0, 255, 10]);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
test.each([
  ['image/png', true],
  ['IMAGE/webp; x=1', true],
  ['application/json', false],
  [undefined, false],
])('a body of type %s reaches the function as base64: %p', async (type, binary) => {
  const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
  const { json } = await send(small.run.url, '/open', { method: 'POST', headers, body: bytes });
  expect(json.isBase64Encoded).toBe(binary);
  if (binary) expect(Buffer.from(json.body, 'base64')).toEqual(bytes);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
test('base64 of a function becomes bytes for a client whose first accepted type is binary, and stays text for others', async () => {
  const teapot = (accept?: string) =>
    send(small.run.url, '/open/teapot', accept === undefined ? {} : { headers: { accept } });
  expect((await teapot('image/png, text/html')).body).toEqual(Buffer.from([0, 255]));
  for (const accept of [undefined, '*/*', 'text/html, image/png'])
    expect((await teapot(accept)).text).toBe(Buffer.from([0, 255]).toString('base64'));
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('what is called base64 and is not is a configuration error', async () => {
  const answer = await send(small.run.url, '/open/not-base64', { headers: { accept: 'image/png' } });
  expect([answer.status, answer.json]).toEqual([500, { oops: 'API_CONFIGURATION_ERROR' }]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
test('the access log tells the function’s status apart from the invocation’s', async () => {
  const { headers } = await send(small.run.url, '/open/teapot');
  expect(await accessLine(small.stateDir, headers['x-amzn-requestid'])).toMatchObject({
    status: '418',
    'integration.status': '418',
    'integration.integrationStatus': '200',
    integrationStatus: '200',
    resourcePath: '/open/{proxy+}',
    requestTime: '23/Nov/2026:12:00:00 +0000',
    wafResponseCode: '-',
  });
});
