import { UpdateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeKey } from '../support/make-key.ts';
import { restTemplate } from '../support/rest-template.ts';
import { type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate());
});
afterAll(() => small.close());

const call = (method: string, path: string, key?: string): Promise<Sent> =>
  send(small.run.url, path, { method, headers: key === undefined ? {} : { 'x-api-key': key } });
const statuses = async (count: number, method: string, path: string, key?: string) => {
  const seen: number[] = [];
  for (let i = 0; i < count; i++) seen.push((await call(method, path, key)).status);
  return seen;
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
test('with the source HEADER the key is the client’s x-api-key, enabled and in a plan of this stage', async () => {
  const { id: apiKey, value } = await makeKey(small.run, 'BasicPlan');
  const elsewhere = await makeKey(small.run, 'ElsewherePlan');
  expect((await call('GET', '/keyed', value)).status).toBe(200);
  await small.operator.apiGateway.send(
    new UpdateApiKeyCommand({
      apiKey,
      patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }],
    }),
  );
  for (const key of [undefined, 'x'.repeat(20), elsewhere.value, value]) {
    const { status, json } = await call('GET', '/keyed', key);
    expect([status, json]).toEqual([403, { type: 'INVALID_API_KEY', message: 'Forbidden' }]);
  }
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
test('a usage plan throttles a key on one method, then on all, and no other key with it', async () => {
  const { value } = await makeKey(small.run, 'BasicPlan');
  const other = await makeKey(small.run, 'BasicPlan');
  await small.clock.advance(10_000);
  expect(await statuses(2, 'GET', '/keyed', value)).toEqual([200, 429]);
  expect(await statuses(2, 'POST', '/keyed', value)).toEqual([200, 429]);
  expect(await statuses(1, 'GET', '/keyed', other.value)).toEqual([200]);
  await small.clock.advance(1_000);
  expect((await call('GET', '/keyed', value)).status).toBe(200);
  expect((await call('GET', '/keyed', value)).json).toEqual({
    type: 'THROTTLED',
    message: 'Too Many Requests',
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
test('the stage throttles a method for all callers together, the most specific setting first', async () => {
  await small.clock.advance(10_000);
  expect(await statuses(2, 'GET', '/slow')).toEqual([200, 429]);
  await small.clock.advance(1_000);
  expect(await statuses(1, 'GET', '/slow')).toEqual([200]);
  const many = await Promise.all(Array.from({ length: 51 }, () => call('OPTIONS', '/preflight')));
  expect(many.filter(({ status }) => status === 429)).toHaveLength(1);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
test('a quota’s offset shortens its first period, and the next week has it all', async () => {
  const { value } = await makeKey(small.run, 'WeeklyPlan');
  expect(await statuses(3, 'POST', '/keyed', value)).toEqual([200, 200, 429]);
  expect((await call('POST', '/keyed', value)).json).toEqual({
    type: 'QUOTA_EXCEEDED',
    message: 'Limit Exceeded',
  });
  await small.clock.advance(7 * 86_400_000);
  expect(await statuses(4, 'POST', '/keyed', value)).toEqual([200, 200, 200, 429]);
});
