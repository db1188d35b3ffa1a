import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { restTemplate } from '../support/rest-template.ts';
import { type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate());
});
afterAll(() => small.close());

const mock = (headers: Readonly<Record<string, string>> = {}): Promise<Sent> =>
  send(small.run.url, '/mock', { method: 'POST', headers });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
test('a preflight that the template answers by itself has its status and headers, and no function is asked', async () => {
  const { status, headers, text } = await send(small.run.url, '/preflight', { method: 'OPTIONS' });
  expect([status, text]).toEqual([204, '']);
  expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://example.com', 'x-tier': 'gold' });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
test('the status of the request’s template selects the answer, the default one where no pattern matches', async () => {
  const answer = await mock();
  expect([answer.status, answer.json]).toEqual([201, { at: 'prod', tier: 'gold' }]);
  const down = await mock({ 'Content-Type': 'text/plain' });
  expect([down.status, down.text, down.headers['content-type']]).toEqual([502, 'down', 'text/plain']);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
test('a media type without a template is 415 where the method passes nothing through', async () => {
  const { status, json } = await mock({ 'Content-Type': 'text/csv' });
  expect([status, json.type]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
test('a template in the template language is named at boot and answers 500', async () => {
  expect((await send(small.run.url, '/velocity')).status).toBe(500);
  expect(small.run.unhonoured.join()).toContain('VelocityGet has an integration that is not served here');
});
