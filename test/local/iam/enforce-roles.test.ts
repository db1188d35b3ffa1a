import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import {
  BatchGetItemCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, expect, test } from '@jest/globals';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { allow, smallTemplate, tableArn, viaService } from '../support/small-template.ts';

let small: SmallRun;
afterEach(() => small.close());

const start = async (statements: object[], change?: Parameters<typeof smallTemplate>[1]): Promise<void> => {
  small = await startSmall(smallTemplate(statements, change));
};
const table = (): string => small.run.outputs['TableName'] ?? '';
const secret = (): string => small.run.outputs['SecretArn'] ?? '';
const get = () => new GetItemCommand({ TableName: table(), Key: { id: { S: '1' } } });
const put = () => new PutItemCommand({ TableName: table(), Item: { id: { S: '1' } } });
const denied = (message: string | RegExp) => ({
  name: 'AccessDeniedException',
  message: expect.stringMatching(message),
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
test('what the role does not allow is AccessDeniedException in AWS’s words, and is told once and logged', async () => {
  await start([allow('dynamodb:GetItem', tableArn), viaService('dynamodb', 'kms:Decrypt')]);
  await small.worker.dynamo.send(get());
  const message = new RegExp(
    `^User: arn:aws:sts::000000000000:assumed-role/Stack-Role-\\w+/Stack-Worker-\\w+ is not authorized to perform: dynamodb:PutItem on resource: ${small.run.outputs['TableArn']} because no identity-based policy allows the dynamodb:PutItem action$`,
  );
  for (let i = 0; i < 2; i++)
    await expect(small.worker.dynamo.send(put())).rejects.toMatchObject({
      ...denied(message),
      $metadata: { httpStatusCode: 400 },
    });
  expect(small.notices.filter((line) => line.startsWith('Refused by IAM: '))).toHaveLength(1);
  const log = readFileSync(join(small.stateDir, 'logs', 'denied.log'), 'utf8')
    .trim()
    .split('\n');
  expect(log.map((line) => JSON.parse(line).refused)).toEqual([
    expect.stringMatching(message),
    expect.stringMatching(message),
  ]);
  expect(await small.operator.dynamo.send(put())).toBeDefined();
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
test('a deny wins, and says that it was explicit', async () => {
  await start([
    allow('dynamodb:*', '*'),
    viaService('dynamodb', 'kms:*'),
    { Effect: 'Deny', Action: 'dynamodb:Put*', Resource: '*' },
  ]);
  await small.worker.dynamo.send(get());
  await expect(small.worker.dynamo.send(put())).rejects.toMatchObject(
    denied('with an explicit deny in an identity-based policy$'),
  );
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
test('an index is a resource of its own, a batch needs every table, and what has no resource needs *', async () => {
  await start([allow('dynamodb:*', tableArn), viaService('dynamodb', 'kms:Decrypt')]);
  const { dynamo } = small.worker;
  const query = new QueryCommand({
    TableName: table(),
    IndexName: 'byOwner',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': { S: 'me' } },
  });
  await expect(dynamo.send(query)).rejects.toMatchObject(denied('/index/byOwner because'));
  const keys = { Keys: [{ id: { S: '1' } }] };
  await dynamo.send(new BatchGetItemCommand({ RequestItems: { [table()]: keys } }));
  await expect(
    dynamo.send(new BatchGetItemCommand({ RequestItems: { [table()]: keys, other: keys } })),
  ).rejects.toMatchObject(denied('table/other because'));
  await expect(dynamo.send(new ListTablesCommand({}))).rejects.toMatchObject(denied('on resource: \\*'));
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
test.each([
  ['no statement about the key', []],
  ['a statement for another service', [viaService('secretsmanager', 'kms:Decrypt')]],
  ['encrypting only', [viaService('dynamodb', ['kms:Encrypt', 'kms:GenerateDataKey'])]],
])('a table under a key of its own is closed to a role with %s', async (_, statements) => {
  await start([allow('dynamodb:*', '*'), ...statements]);
  for (const command of [get(), put()])
    await expect(small.worker.dynamo.send(command as never)).rejects.toMatchObject(
      denied('^KMS key access denied error: User: .*kms:Decrypt on resource: arn:aws:kms:'),
    );
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
test('a secret under a key of its own needs Decrypt to be read, and GenerateDataKey as well to be written', async () => {
  await start([allow('secretsmanager:*', { Ref: 'Secret' }), viaService('secretsmanager', 'kms:Decrypt')]);
  const { secrets } = small.worker;
  const value = await secrets.send(new GetSecretValueCommand({ SecretId: secret() }));
  expect(value.SecretString).toBe('first');
  await expect(
    secrets.send(new PutSecretValueCommand({ SecretId: secret(), SecretString: 'x' })),
  ).rejects.toMatchObject(denied('^Access to KMS is not allowed$'));
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_update-encryption-key.html
test('a secret that was moved to AWS’s own key asks for no rights on the old one', async () => {
  await start([allow('secretsmanager:GetSecretValue', { Ref: 'Secret' })]);
  const read = () => small.worker.secrets.send(new GetSecretValueCommand({ SecretId: secret() }));
  await expect(read()).rejects.toMatchObject(denied('^Access to KMS is not allowed$'));
  await small.operator.secrets.send(
    new UpdateSecretCommand({ SecretId: secret(), KmsKeyId: 'alias/aws/secretsmanager' }),
  );
  expect((await read()).SecretString).toBe('first');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
test('a condition on a service’s own key sees what the call says', async () => {
  await start([
    {
      ...allow('secretsmanager:GetSecretValue', { Ref: 'Secret' }),
      Condition: { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } },
    },
    viaService('secretsmanager', 'kms:Decrypt'),
  ]);
  const read = (VersionStage: string) =>
    small.worker.secrets.send(new GetSecretValueCommand({ SecretId: secret(), VersionStage }));
  await read('AWSCURRENT');
  await expect(read('AWSPREVIOUS')).rejects.toMatchObject(denied('secretsmanager:GetSecretValue'));
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
test('a key whose policy neither names the role nor leaves it to the account’s IAM is closed to it', async () => {
  const rights = [allow('dynamodb:*', '*'), allow('kms:*', '*')];
  const withKeyPolicy = (Principal: object) =>
    start(rights, (resources) => {
      resources['Key'] = {
        Type: 'AWS::KMS::Key',
        Properties: {
          KeyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal }] },
        },
      };
    });
  await withKeyPolicy({ Service: 'logs.amazonaws.com' });
  await expect(small.worker.dynamo.send(get())).rejects.toMatchObject(denied('no resource-based policy'));
  await small.close();
  await withKeyPolicy({ AWS: 'arn:aws:iam::000000000000:root' });
  await small.worker.dynamo.send(get());
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
test('a secret’s own policy may allow what the role does not mention, and deny what it allows', async () => {
  const policy = (Effect: string) =>
    start(
      [viaService('secretsmanager', 'kms:Decrypt'), ...(Effect === 'Deny' ? [allow('*', '*')] : [])],
      (resources) => {
        resources['Policy'] = {
          Type: 'AWS::SecretsManager::ResourcePolicy',
          Properties: {
            SecretId: { Ref: 'Secret' },
            ResourcePolicy: {
              Statement: {
                Effect,
                Action: 'secretsmanager:GetSecretValue',
                Resource: '*',
                Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
              },
            },
          },
        };
      },
    );
  const read = new GetSecretValueCommand({ SecretId: '' });
  await policy('Allow');
  read.input.SecretId = secret();
  expect((await small.worker.secrets.send(read)).SecretString).toBe('first');
  await small.close();
  await policy('Deny');
  await expect(small.worker.secrets.send(read)).rejects.toMatchObject(
    denied('explicit deny in a resource-based policy'),
  );
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
test('policies attached from elsewhere count, and a permissions boundary limits them', async () => {
  await start([], (resources) => {
    const role = resources['Role'] as unknown as { Properties: Record<string, unknown> };
    role.Properties['PermissionsBoundary'] = { Ref: 'Boundary' };
    const document = (...Action: string[]) => ({ Statement: allow(Action, '*') });
    resources['Attached'] = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: document('dynamodb:*') },
    };
    resources['Managed'] = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: document('kms:*') },
    };
    resources['Boundary'] = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: document('dynamodb:GetItem', 'kms:*') },
    };
  });
  await small.worker.dynamo.send(get());
  await expect(small.worker.dynamo.send(put())).rejects.toMatchObject(
    denied('because no permissions boundary allows the dynamodb:PutItem action'),
  );
});

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
test('every service refuses in its own wire format, and GetCallerIdentity is never refused', async () => {
  await start([]);
  await expect(small.worker.apiGateway.send(new GetApiKeysCommand({}))).rejects.toMatchObject({
    ...denied('apigateway:GET on resource: arn:aws:apigateway:us-east-1::/apikeys'),
    $metadata: { httpStatusCode: 403 },
  });
  await expect(
    small.worker.secrets.send(new GetSecretValueCommand({ SecretId: secret() })),
  ).rejects.toMatchObject({ ...denied('secretsmanager:GetSecretValue'), $metadata: { httpStatusCode: 400 } });
  expect((await small.worker.sts.send(new GetCallerIdentityCommand({}))).Arn).toContain('/Stack-Worker');
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
test('a role whose rights end at some partitions reads and writes no other, alone, in a query or in a batch', async () => {
  const within = (action: string, operator: string, partition: string) => ({
    ...allow(action, tableArn),
    Condition: {
      [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': [partition] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
  await start([
    within('dynamodb:Query', 'StringEquals', 'watch'),
    within('dynamodb:BatchGetItem', 'StringEquals', 'watch'),
    within('dynamodb:Scan', 'StringEquals', 'watch'),
    within('dynamodb:UpdateItem', 'StringLike', 'key_*'),
    viaService('dynamodb', ['kms:Decrypt', 'kms:GenerateDataKey']),
  ]);
  const { dynamo } = small.worker;
  const TableName = table();
  const query = (id: string) =>
    dynamo.send(
      new QueryCommand({
        ...{ TableName, KeyConditionExpression: 'id = :id' },
        ExpressionAttributeValues: { ':id': { S: id } },
      }),
    );
  const update = (id: string) => dynamo.send(new UpdateItemCommand({ TableName, Key: { id: { S: id } } }));
  const batch = (...ids: readonly string[]) => {
    const Keys = ids.map((id) => ({ id: { S: id } }));
    return dynamo.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
  };
  await query('watch');
  await update('key_1');
  await batch('watch');
  for (const refused of [
    query('placements'),
    update('watch'),
    batch('watch', 'placements'),
    dynamo.send(new ScanCommand({ TableName })),
  ])
    await expect(refused).rejects.toMatchObject(denied('no identity-based policy allows'));
});
