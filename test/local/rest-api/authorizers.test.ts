import { FlushStageAuthorizersCacheCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accessLine } from '../support/access-lines.ts';
import { restTemplate } from '../support/rest-template.ts';
import { type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate());
});
afterAll(() => small.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Sent> =>
  send(small.run.url, path, { headers });
const cached = (verdict: string, tenant: string, path = '/cached'): Promise<Sent> =>
  get(`${path}?tenant=${tenant}`, { 'x-verdict': verdict });
/** How often the authorizer had been asked when it said this. */
const asked = ({ json }: Sent): number => Number(json.requestContext.authorizer.asked);

// https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
test('a missing or empty identity source of any kind is 401, and the authorizer is not asked', async () => {
  const before = asked(await cached('allow', 'counting-a'));
  const refused = [
    await get('/cached?tenant=a'),
    await get('/cached', { 'x-verdict': 'allow' }),
    await get('/cached?tenant=', { 'x-verdict': 'allow' }),
    await get('/unstaged', { 'x-verdict': 'allow' }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(asked(await cached('allow', 'counting-b'))).toBe(before + 1);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
test('stage variables and the context are identity sources like any other', async () => {
  expect((await get('/staged', { 'x-verdict': 'allow' })).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
test('an answer is used again for the same identity until its time to live is over, and for no other', async () => {
  const first = asked(await cached('allow', 'one'));
  expect(asked(await cached('allow', 'one'))).toBe(first);
  expect(asked(await cached('allow', 'two'))).toBe(first + 1);
  await small.clock.advance(59_999);
  expect(asked(await cached('allow', 'one'))).toBe(first);
  await small.clock.advance(1);
  expect(asked(await cached('allow', 'one'))).toBe(first + 2);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
test('a cached policy is held against every method: one that names a single method refuses the others', async () => {
  expect((await cached('allow', 'narrow')).status).toBe(200);
  expect((await cached('allow', 'narrow', '/cached/other')).status).toBe(418);
  expect((await cached('allow-api', 'wide')).status).toBe(200);
  expect((await cached('allow-api', 'wide', '/cached/other')).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
test('a denial is cached, too; an authorizer that throws is asked again', async () => {
  await cached('deny', 'denied');
  const before = asked(await cached('allow', 'between-1'));
  expect((await cached('deny', 'denied')).status).toBe(418);
  expect((await cached('unauthorized', 'x')).status).toBe(401);
  expect((await cached('unauthorized', 'x')).status).toBe(401);
  expect(asked(await cached('allow', 'between-2'))).toBe(before + 3);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html
test('flushing the stage’s cache makes the authorizer speak anew', async () => {
  const first = asked(await cached('allow', 'flushed'));
  const restApiId = small.run.outputs['ApiId'];
  const { apiGateway } = small.operator;
  await apiGateway.send(new FlushStageAuthorizersCacheCommand({ restApiId, stageName: 'prod' }));
  expect(asked(await cached('allow', 'flushed'))).toBe(first + 1);
  await expect(
    apiGateway.send(new FlushStageAuthorizersCacheCommand({ restApiId, stageName: 'other' })),
  ).rejects.toMatchObject({ name: 'NotFoundException' });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
test('a TOKEN authorizer is given the token alone, and only one that matches its expression', async () => {
  const before = asked(await get('/token', { Authorization: 'allow' }));
  const statuses = [];
  for (const Authorization of ['Allow!', 'allow 1', ''])
    statuses.push((await get('/token', { Authorization })).status);
  statuses.push((await get('/token')).status);
  expect(statuses).toEqual([401, 401, 401, 401]);
  const next = await get('/token', { Authorization: 'allow' });
  expect([next.status, asked(next)]).toEqual([200, before + 1]);
  expect((await get('/token', { Authorization: 'deny' })).status).toBe(418);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
test('the access log tells what the authorizer said, in its context and in its refusals', async () => {
  const line = async (verdict: string) =>
    accessLine(small.stateDir, (await cached(verdict, 'logged')).headers['x-amzn-requestid']);
  expect(await line('allow')).toMatchObject({
    'authorizer.status': '200',
    'authorizer.text': 'a',
    'authorizer.principalId': 'somebody',
    'authorizer.error': '-',
  });
  expect(await line('deny')).toMatchObject({
    'authorizer.status': '403',
    'authorizer.error': 'User is not authorized to access this resource with an explicit deny',
    'authorizer.text': '-',
    'error.responseType': 'ACCESS_DENIED',
  });
  expect(await line('unauthorized')).toMatchObject({ 'authorizer.status': '401' });
  expect(await line('throw')).toMatchObject({ 'authorizer.status': '500', status: '500' });
});
