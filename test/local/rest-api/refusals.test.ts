import { UpdateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';
import { makeKey } from '../support/make-key.ts';
import { type Sent, send } from '../support/send.ts';

let fixture: FixtureRun;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const ask = (verdict: string | undefined, usageKey?: string, path = '/guarded/a'): Promise<Sent> =>
  send(fixture.run.url, path, {
    headers: {
      ...(verdict === undefined ? {} : { 'x-verdict': verdict }),
      ...(usageKey === undefined ? {} : { 'x-usage-key': usageKey }),
    },
  });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a path or method that the API does not have is 403 before anybody is asked who they are', async () => {
  const { status, headers, json } = await send(fixture.run.url, '/nowhere');
  expect([status, json]).toEqual([403, { message: 'Missing Authentication Token' }]);
  expect(headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
  expect((await send(fixture.run.url, '/open/static', { method: 'POST' })).status).toBe(403);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
test('an authorizer that throws exactly “Unauthorized” is 401, in the stack’s own words', async () => {
  const { status, headers, json } = await ask(undefined);
  expect(status).toBe(401);
  expect(json).toEqual({ type: 'UNAUTHORIZED', message: 'Unauthorized', id: headers['x-amzn-requestid'] });
  expect(headers['content-type']).toBe('application/problem+json');
  expect(headers['cache-control']).toBe('no-store');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
test.each([
  ['throw', 500, { oops: 'AUTHORIZER_FAILURE' }],
  ['malformed', 500, { oops: 'AUTHORIZER_CONFIGURATION_ERROR' }],
  ['deny', 403, { message: 'User is not authorized to access this resource with an explicit deny' }],
  ['elsewhere', 403, { message: 'User is not authorized to access this resource' }],
])('an authorizer that answers “%s” is %d', async (verdict, status, body) => {
  const answer = await ask(verdict);
  expect([answer.status, answer.json]).toEqual([status, body]);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
test('a missing identity source is 401 without asking the authorizer', async () => {
  expect((await ask(undefined, undefined, '/sourced')).status).toBe(401);
  expect((await ask('allow', undefined, '/sourced')).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
test('a caller who may call still needs a key of this stage', async () => {
  const elsewhere = await makeKey(fixture.run, 'ElsewherePlan');
  for (const key of [undefined, '', 'x'.repeat(30), elsewhere.value]) {
    const answer = await ask('allow', key);
    expect([answer.status, answer.json]).toEqual([403, { message: 'Forbidden' }]);
  }
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
test('the key is the one that the authorizer names, never the client’s header', async () => {
  const { value } = await makeKey(fixture.run, 'RoomyPlan');
  const claimed = await send(fixture.run.url, '/guarded/a', {
    headers: { 'x-verdict': 'allow', 'x-api-key': value },
  });
  expect(claimed.status).toBe(403);
  expect((await ask('allow', value)).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
test('a disabled key is refused with the next request and an enabled one admitted again', async () => {
  const { id, value } = await makeKey(fixture.run, 'RoomyPlan');
  const { apiGateway } = clients(fixture.run);
  const set = (enabled: string): Promise<unknown> =>
    apiGateway.send(
      new UpdateApiKeyCommand({
        apiKey: id,
        patchOperations: [{ op: 'replace', path: '/enabled', value: enabled }],
      }),
    );
  await set('false');
  expect((await ask('allow', value)).status).toBe(403);
  await set('true');
  expect((await ask('allow', value)).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
test('an API-wide policy lets the request through, and its context arrives as text', async () => {
  const { id, value } = await makeKey(fixture.run, 'RoomyPlan');
  const { json } = await ask('allow-api', value);
  expect(json.requestContext.authorizer).toMatchObject({
    principalId: 'somebody',
    text: 'a',
    number: '7',
    flag: 'true',
  });
  expect(json.requestContext.identity).toMatchObject({ apiKey: value, apiKeyId: id });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
test('bursts above the throttle and calls above the quota are 429, and both pass with time', async () => {
  const { value } = await makeKey(fixture.run, 'BasicPlan');
  const statuses = async (count: number): Promise<readonly number[]> => {
    const seen: number[] = [];
    for (let i = 0; i < count; i++) seen.push((await ask('allow', value)).status);
    return seen;
  };
  expect(await statuses(3)).toEqual([200, 200, 429]);
  fixture.advance(2_000);
  expect(await statuses(2)).toEqual([200, 200]);
  fixture.advance(2_000);
  expect(await statuses(2)).toEqual([200, 429]);
  const over = await ask('allow', value);
  fixture.advance(2_000);
  const overQuota = await ask('allow', value);
  expect([over.json.message, overQuota.json.message]).toEqual(['Too Many Requests', 'Limit Exceeded']);
  fixture.advance(86_400_000);
  expect(await statuses(1)).toEqual([200]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
test('a refusal of the authorizer costs no quota', async () => {
  const { value } = await makeKey(fixture.run, 'BasicPlan');
  for (let i = 0; i < 6; i++) await ask('deny', value);
  expect((await ask('allow', value)).status).toBe(200);
});
