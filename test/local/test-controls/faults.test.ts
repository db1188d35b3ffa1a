import { CreateApiKeyCommand, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFaultRules } from '../../../local/test-controls/fault-rule.ts';
import { Faults } from '../../../local/test-controls/faults.ts';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { allow, smallTemplate } from '../support/small-template.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(smallTemplate([allow(['dynamodb:*', 'kms:*'], '*')]), { testControls: true });
});
afterAll(() => small.close());

const faults = async (method: string, rules?: readonly object[]) => {
  const body = rules === undefined ? {} : { body: JSON.stringify(rules) };
  const { status, json } = await send(small.run.awsEndpoint, '/_local/faults', { method, ...body });
  expect(status).toBe(200);
  return json;
};
afterEach(() => faults('DELETE'));
const get = (id = '1') =>
  new GetItemCommand({ TableName: small.run.outputs['TableName'], Key: { id: { S: id } } });
const put = (id: string) =>
  new PutItemCommand({ TableName: small.run.outputs['TableName'], Item: { id: { S: id } } });

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
test('an operation fails as its service fails, as often as asked, and others do not', async () => {
  await faults('PUT', [{ service: 'dynamodb', operation: 'GetItem', kind: 'error', times: 2 }]);
  const { dynamo } = small.operator;
  await dynamo.send(put('1'));
  for (let i = 0; i < 2; i++)
    await expect(dynamo.send(get())).rejects.toMatchObject({
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500 },
    });
  expect((await dynamo.send(get())).Item).toBeDefined();
  expect(await faults('GET')).toMatchObject([{ operation: 'GetItem', times: 2, hits: 2 }]);
  await faults('DELETE');
  expect(await faults('GET')).toEqual([]);
});

test('each service is throttled in its own words, and a rule may choose others', async () => {
  await faults('PUT', [
    {
      service: 'apigateway',
      operation: 'CreateApiKey',
      kind: 'error',
      errorType: 'ConflictException',
      status: 409,
    },
    { service: '*', operation: '*', kind: 'throttle' },
  ]);
  const { dynamo, secrets, apiGateway, sts } = small.operator;
  await expect(dynamo.send(get())).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  await expect(secrets.send(new ListSecretsCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
  await expect(apiGateway.send(new GetApiKeysCommand({}))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  });
  await expect(apiGateway.send(new CreateApiKeyCommand({}))).rejects.toMatchObject({
    name: 'ConflictException',
    $metadata: { httpStatusCode: 409 },
  });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
});

test('a fault may be for one caller only', async () => {
  await faults('PUT', [{ service: 'dynamodb', operation: '*', kind: 'error', caller: 'Work*' }]);
  await small.operator.dynamo.send(get());
  await expect(small.worker.dynamo.send(get())).rejects.toMatchObject({ name: 'InternalServerError' });
  await faults('PUT', [{ service: 'dynamodb', operation: '*', kind: 'error', caller: 'operator' }]);
  await small.worker.dynamo.send(get());
  await expect(small.operator.dynamo.send(get())).rejects.toMatchObject({ name: 'InternalServerError' });
});

test('a call hangs until its client gives up, and other calls do not', async () => {
  await faults('PUT', [{ service: 'dynamodb', operation: 'GetItem', kind: 'hang' }]);
  const abort = new AbortController();
  const hanging = small.operator.dynamo.send(get(), { abortSignal: abort.signal });
  await expect(
    Promise.race([hanging, small.operator.dynamo.send(put('2')).then(() => 'next')]),
  ).resolves.toBe('next');
  abort.abort();
  await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
});

test('a call is late by the delay asked for', async () => {
  await faults('PUT', [{ service: 'dynamodb', operation: 'GetItem', kind: 'delay', delayMs: 60 }]);
  const before = performance.now();
  await small.operator.dynamo.send(get());
  expect(performance.now() - before).toBeGreaterThanOrEqual(55);
});

test('with `after`, the operation is done and only its answer is lost', async () => {
  await faults('PUT', [{ service: 'dynamodb', operation: 'PutItem', kind: 'error', after: true, times: 1 }]);
  await expect(small.operator.dynamo.send(put('done'))).rejects.toMatchObject({
    name: 'InternalServerError',
  });
  expect((await small.operator.dynamo.send(get('done'))).Item).toBeDefined();
});

test('a probability strikes the same calls for the same seed', () => {
  const call = {
    service: 'dynamodb',
    protocol: 'json',
    operation: 'GetItem',
    caller: { kind: 'operator' },
  } as const;
  const run = (seed: number): string => {
    const all = new Faults();
    all.set(readFaultRules([{ service: '*', operation: '*', kind: 'error', probability: 0.3, seed }]));
    return Array.from({ length: 1000 }, () => (all.disturb(call) === undefined ? '.' : 'x')).join('');
  };
  expect(run(7)).toBe(run(7));
  expect(run(7)).not.toBe(run(8));
  const hits = run(7).replaceAll('.', '').length;
  expect(hits).toBeGreaterThan(230);
  expect(hits).toBeLessThan(370);
});
