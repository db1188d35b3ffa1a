import { expect, test } from '@jest/globals';
import { awsConnection } from '../../../lambda/adapters/aws-connection.ts';
import { DynamoAuditLog } from '../../../lambda/adapters/dynamo-audit-log.ts';
import { DynamoKeyStore } from '../../../lambda/adapters/dynamo-key-store.ts';
import { secretsManagerSource } from '../../../lambda/adapters/secrets-manager-source.ts';
import { AwsCallError } from '../../../lambda/adapters/signed-call.ts';
import { auditItem } from '../../../lambda/domain/audit-record.ts';
import { keyItem } from '../../support/build.ts';

/** A call that answers the same to everything and remembers what it was asked. */
function recorder(answer: unknown) {
  const asked: [string, unknown][] = [];
  const call = async (operation: string, input: unknown) => {
    asked.push([operation, input]);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, call };
}

test('a key is found by one strongly consistent GetItem on its hash', async () => {
  const Item = {
    id: { S: 'key_1' },
    products: { L: [{ S: 'a' }] },
    expiresAtSeconds: { N: '7' },
  };
  const { asked, call } = recorder({ Item });
  const found = await new DynamoKeyStore(call, 'keys').find('abc');
  expect(found).toEqual({ id: 'key_1', products: ['a'], expiresAtSeconds: 7 });
  expect(asked).toEqual([
    ['GetItem', { TableName: 'keys', Key: { keyHash: { S: 'abc' } }, ConsistentRead: true }],
  ]);
});

test('a hash without an item is an unknown key, and a failing table is not', async () => {
  expect(await new DynamoKeyStore(recorder({}).call, 'keys').find('abc')).toBeUndefined();
  await expect(new DynamoKeyStore(recorder(new Error('down')).call, 'keys').find('abc')).rejects.toThrow(
    'down',
  );
});

const awaited = keyItem({ firstUsedAt: 'never' });

test('a first use is noted by one write that names the hash and one field, and only while it is awaited', async () => {
  const { asked, call } = recorder({});
  await new DynamoKeyStore(call, 'keys').noteFirstUse(awaited, new Date(0));
  expect(asked).toMatchObject([
    [
      'UpdateItem',
      {
        Key: { keyHash: { S: awaited.keyHash } },
        UpdateExpression: 'SET #firstUse = :at',
        ConditionExpression: '#firstUse = :never',
        ExpressionAttributeNames: { '#firstUse': 'firstUsedAt' },
        ExpressionAttributeValues: { ':at': { S: '1970-01-01T00:00:00.000Z' }, ':never': { S: 'never' } },
      },
    ],
  ]);
});

test('a first use that somebody else noted is noted, and one that cannot be is a failure', async () => {
  const store = (error: Error) => new DynamoKeyStore(recorder(error).call, 'keys');
  const noted = store(new AwsCallError('ConditionalCheckFailedException', false));
  await expect(noted.noteFirstUse(awaited, new Date(0))).resolves.toBeUndefined();
  await expect(store(new Error('down')).noteFirstUse(awaited, new Date(0))).rejects.toThrow('down');
});

const facts = {
  callId: 'c',
  keyId: keyItem().id,
  client: 'a',
  upstream: 'u',
  method: 'GET',
  route: '-',
  ip: '-',
  verdict: 'x',
};
const item = auditItem('decision', facts, { status: undefined }, new Date(0), 1);

test('a record is written once and never over another', async () => {
  const { asked, call } = recorder({});
  await new DynamoAuditLog(call, 'audit').append(item);
  expect(asked).toMatchObject([
    [
      'PutItem',
      {
        TableName: 'audit',
        ConditionExpression: 'attribute_not_exists(#sort)',
        ExpressionAttributeNames: { '#sort': 'entry' },
      },
    ],
  ]);
  const [, { Item: written }] = asked[0] as [string, { Item: Record<string, unknown> }];
  expect(Object.keys(written).sort()).toEqual(
    Object.keys(item)
      .filter((name) => name !== 'status')
      .sort(),
  );
});

test('a record that is already there was written by the try before', async () => {
  const { call } = recorder(new AwsCallError('ConditionalCheckFailedException', false));
  await expect(new DynamoAuditLog(call, 'audit').append(item)).resolves.toBeUndefined();
});

test.each([new AwsCallError('AccessDeniedException', false), new Error('ConditionalCheckFailedException')])(
  'any other failure (%s) is a failure',
  async (error) => {
    await expect(new DynamoAuditLog(recorder(error).call, 'audit').append(item)).rejects.toBe(error);
  },
);

const document = JSON.stringify({
  state: 'SET',
  apiKey: 'AQ.some-upstream-key',
  boundTo: 'https://a.example',
});

test('the current version of the secret is what is read', async () => {
  const { asked, call } = recorder({ SecretString: document, VersionId: 'v1' });
  expect(await secretsManagerSource(call, 'arn').current()).toMatchObject({
    version: 'v1',
    boundTo: 'https://a.example',
  });
  expect(asked).toEqual([['GetSecretValue', { SecretId: 'arn' }]]);
});

test.each([
  [{ SecretString: '{"state":"UNSET"}', VersionId: 'v1' }, 'upstream.not_configured'],
  [{ SecretString: 'damaged', VersionId: 'v1' }, 'upstream.not_configured'],
  [{}, 'upstream.not_configured'],
  [new AwsCallError('AccessDeniedException', false), 'gateway.unavailable'],
])('the answer %j is the fault %s', async (answer, code) => {
  await expect(secretsManagerSource(recorder(answer).call, 'arn').current()).rejects.toMatchObject({ code });
});

test('the pending and the previous version are read by their labels, and one that is absent or holds no key is left out', async () => {
  const asked: unknown[] = [];
  const source = (answers: Readonly<Record<string, unknown>>) =>
    secretsManagerSource(async (_operation, input) => {
      asked.push(input);
      const answer = answers[(input as { VersionStage: string }).VersionStage];
      if (answer instanceof Error) throw answer;
      return answer;
    }, 'arn');
  const absent = new AwsCallError('ResourceNotFoundException', false);
  const previous = { SecretString: document, VersionId: 'v0' };
  expect(await source({ AWSPENDING: absent, AWSPREVIOUS: previous }).others()).toMatchObject([
    { version: 'v0' },
  ]);
  expect(asked).toEqual([
    { SecretId: 'arn', VersionStage: 'AWSPENDING' },
    { SecretId: 'arn', VersionStage: 'AWSPREVIOUS' },
  ]);
  const empty = { SecretString: '', VersionId: 'v2' };
  expect(await source({ AWSPENDING: empty, AWSPREVIOUS: absent }).others()).toEqual([]);
  const throttled = new AwsCallError('ThrottlingException', true);
  await expect(source({ AWSPENDING: throttled, AWSPREVIOUS: previous }).others()).rejects.toBe(throttled);
});

test('a connection is what Lambda put into the environment', () => {
  const full = {
    AWS_REGION: 'r',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  };
  expect(awsConnection(full)).toEqual({
    region: 'r',
    credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
    endpointUrl: 'http://127.0.0.1:1',
  });
  expect(awsConnection({})).toEqual({
    region: '',
    credentials: { accessKeyId: '', secretAccessKey: '', sessionToken: undefined },
    endpointUrl: undefined,
  });
});
