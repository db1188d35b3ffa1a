import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ args: ['--test-controls'] });
}, 60_000);
afterAll(() => gateway?.stop());

test('while DynamoDB refuses audit writes, clients get 503 and no byte of the upstream’s answer', async () => {
  const call = () => gateway.fetch(`/gemini/v1beta/models?key=${gateway.ready.demoKey}`);
  expect((await call()).status).toBe(200);
  const rules = [{ service: 'dynamodb', operation: 'PutItem', kind: 'error' }];
  const faults = `${gateway.ready.awsEndpoint}/_local/faults`;
  expect((await fetch(faults, { method: 'PUT', body: JSON.stringify(rules) })).status).toBe(200);

  const response = await call();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).not.toBeNull();
  const { requestId, ...problem } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  expect(problem).toEqual({
    type: 'urn:sallyport:problem:gateway.unavailable',
    title: 'The gateway cannot serve requests right now',
    status: 503,
    detail: 'Wait for Retry-After, then try again.',
    code: 'gateway.unavailable',
  });
  const refused = await gateway.fetch('/gemini/v1beta/models?key=nonsense');
  expect(refused.status).toBe(401);

  expect((await fetch(faults, { method: 'DELETE' })).status).toBeLessThan(300);
  expect((await call()).status).toBe(200);
}, 30_000);
