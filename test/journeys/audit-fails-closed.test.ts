import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
}, 60_000);
afterAll(() => gateway?.stop());

test('while DynamoDB refuses audit writes, clients get 503 and no byte of the upstream’s answer', async () => {
  const call = () => gateway.fetch(`/gemini/v1beta/models?key=${gateway.ready.demoKey}`);
  expect((await call()).status).toBe(200);
  const { awsEndpoint: endpoint, region, outputs } = gateway.ready;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const dynamo = new DynamoDBClient({ endpoint, region, credentials });
  await dynamo.send(new DeleteTableCommand({ TableName: outputs['AuditTable'] }));
  dynamo.destroy();

  const response = await call();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).not.toBeNull();
  const { requestId, ...problem } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  expect(problem).toEqual({
    type: 'urn:sallyport:problem:gateway.unavailable',
    title: 'The gateway cannot serve requests right now',
    status: 503,
    code: 'gateway.unavailable',
  });
  const refused = await gateway.fetch('/gemini/v1beta/models?key=nonsense');
  expect(refused.status).toBe(401);
}, 30_000);
