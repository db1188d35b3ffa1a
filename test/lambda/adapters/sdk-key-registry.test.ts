import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { SdkKeyRegistry } from '../../../lambda/adapters/sdk-key-registry.ts';
import { keyItem } from '../../support/build.ts';
import { type DynaliteTables, KEYS_TABLE, startDynaliteTables } from '../../support/dynalite-tables.ts';
import { keyRegistrySuite } from '../../support/key-registry-suite.ts';

describe('against a DynamoDB', () => {
  let tables: DynaliteTables;
  beforeAll(async () => {
    tables = await startDynaliteTables();
  });
  afterAll(() => tables.close());

  keyRegistrySuite(async () => {
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: KEYS_TABLE }));
    const deletions = Items.map(({ keyHash }) => ({
      DeleteRequest: { Key: { keyHash: keyHash ?? { S: '' } } },
    }));
    if (deletions.length > 0)
      await tables.client.send(new BatchWriteItemCommand({ RequestItems: { [KEYS_TABLE]: deletions } }));
    return new SdkKeyRegistry(tables.connection, KEYS_TABLE);
  });
});

describe('against AWS’s answers', () => {
  const connection = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const metadata = { $metadata: {}, message: 'The conditional request failed' };

  test('a put that was repeated because its answer was lost counts as done', async () => {
    const aws = mockClient(DynamoDBClient);
    aws.on(PutItemCommand).rejects(new ConditionalCheckFailedException(metadata));
    aws
      .on(GetItemCommand, { ConsistentRead: true })
      .resolves({ Item: { id: { S: keyItem().id }, keyHash: { S: 'h' } } });
    await new SdkKeyRegistry(connection, 't').add(keyItem());
    expect(aws.calls()).toHaveLength(2);
    aws.restore();
  });

  test('what AWS refuses is a fault without the text of the error', async () => {
    const aws = mockClient(DynamoDBClient);
    const error = Object.assign(new Error('value was abc'), { name: 'ValidationException' });
    aws.onAnyCommand().rejects(error);
    const registry = new SdkKeyRegistry(connection, 't');
    for (const attempt of [
      registry.add(keyItem()),
      registry.find('hash'),
      registry.allOf('key_1'),
      registry.change(keyItem(), { state: 'revoked' }),
      registry.discard(keyItem()),
    ])
      await expect(attempt).rejects.toMatchObject({
        code: 'aws.refused',
        message: expect.not.stringContaining('abc'),
      });
    aws.restore();
  });
});
