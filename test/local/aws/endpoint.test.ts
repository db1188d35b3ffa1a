import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ListBackupsCommand } from '@aws-sdk/client-dynamodb';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';
import { send } from '../support/send.ts';

let fixture: FixtureRun;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-target': 'secretsmanager.ListSecrets',
  'content-type': 'application/x-amz-json-1.1',
};
const list = (headers: Readonly<Record<string, string>>): ReturnType<typeof send> =>
  send(fixture.run.awsEndpoint, '/', { method: 'POST', headers: { ...signed, ...headers }, body: '{}' });

test('a foreign Host is refused, so that no rebound name reaches the endpoint', async () => {
  const port = new URL(fixture.run.awsEndpoint).port;
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${Number(port) + 1}`])
    expect((await list({ host })).status).toBe(403);
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
    expect((await list({ host })).status).toBe(200);
});

test('a request of a web page is refused, whatever page it is', async () => {
  for (const origin of ['https://evil.example', 'null', fixture.run.awsEndpoint])
    expect((await list({ origin })).status).toBe(403);
});

test('an unsigned request is refused', async () => {
  const { status, json } = await list({ authorization: 'Bearer x' });
  expect([status, json.__type]).toEqual([403, 'MissingAuthenticationTokenException']);
});

test('an operation that is not served is refused by name, in every protocol', async () => {
  const { dynamo, apiGateway } = clients(fixture.run);
  await expect(dynamo.send(new ListBackupsCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('ListBackups'),
  });
  await expect(apiGateway.send(new GetRestApisCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('/restapis'),
  });
});

test('a body that is no JSON is a serialization error', async () => {
  const answer = await send(fixture.run.awsEndpoint, '/', {
    method: 'POST',
    headers: signed,
    body: 'secret{',
  });
  expect([answer.status, answer.json.__type]).toEqual([400, 'SerializationException']);
  expect(answer.text).not.toContain('secret{');
});

test('a function and an operator are told apart by their access key', async () => {
  const operator = await clients(fixture.run).sts.send(new GetCallerIdentityCommand({}));
  expect(operator).toMatchObject({ Account: '000000000000', Arn: expect.stringContaining('user/') });
  const { AWS_ACCESS_KEY_ID, AWS_LAMBDA_FUNCTION_NAME } = (await send(fixture.run.url, '/open/environment'))
    .json;
  const self = await clients(fixture.run, AWS_ACCESS_KEY_ID).sts.send(new GetCallerIdentityCommand({}));
  expect(self.Arn).toMatch(
    new RegExp(`^arn:aws:sts::000000000000:assumed-role/Stack-Role-.*/${AWS_LAMBDA_FUNCTION_NAME}$`),
  );
});

test('AWS’s client reads what the endpoint lists', async () => {
  const { SecretList } = await clients(fixture.run).secrets.send(new ListSecretsCommand({}));
  expect(SecretList?.map((s) => s.ARN)).toContain(fixture.run.outputs['SecretArn']);
});
