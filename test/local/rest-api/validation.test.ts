import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { restTemplate } from '../support/rest-template.ts';
import { type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate());
});
afterAll(() => small.close());

const post = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Sent> =>
  send(small.run.url, path, { method: 'POST', headers });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
test('required headers, queries and path parameters must be there and not blank; optional ones need not', async () => {
  expect((await post('/checked/7?q=1', { 'x-needed': '1' })).status).toBe(200);
  const missing = async (path: string, headers = {}): Promise<string> =>
    (await post(path, headers)).json.message;
  expect(await missing('/checked/7')).toBe('Missing required request parameters: [x-needed, q]');
  expect(await missing('/checked/7?q=', { 'x-needed': '1' })).toBe(
    'Missing required request parameters: [q]',
  );
  expect(await missing('/checked/7?q=1', { 'x-needed': ' ' })).toBe(
    'Missing required request parameters: [x-needed]',
  );
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a missing parameter is BAD_REQUEST_PARAMETERS with status 400', async () => {
  const { status, json } = await post('/checked/7');
  expect([status, json.type]).toEqual([400, 'BAD_REQUEST_PARAMETERS']);
});
