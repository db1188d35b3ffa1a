import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoTripLog } from '../../../lambda/adapters/dynamo-trip-log.ts';
import { DynamoWatchList } from '../../../lambda/adapters/dynamo-watch-list.ts';
import { SdkBlocklist } from '../../../lambda/adapters/sdk-blocklist.ts';
import { SdkPageBook } from '../../../lambda/adapters/sdk-page-book.ts';
import { SdkPlacements } from '../../../lambda/adapters/sdk-placements.ts';
import { SdkSealKeys } from '../../../lambda/adapters/sdk-seal-keys.ts';
import { SdkTripBook } from '../../../lambda/adapters/sdk-trip-book.ts';
import { DYNAMODB, signedCall } from '../../../lambda/adapters/signed-call.ts';
import { isBlocked } from '../../../lambda/domain/watch-list.ts';
import { placementItem } from '../../support/build.ts';
import { decoySuite } from '../../support/decoy-suite.ts';
import {
  type DynaliteTables,
  HONEYTOKENS_TABLE,
  startDynaliteTables,
} from '../../support/dynalite-tables.ts';

describe('against a DynamoDB', () => {
  let tables: DynaliteTables;
  beforeAll(async () => {
    tables = await startDynaliteTables();
  });
  afterAll(() => tables.close());

  const authorizersCall = () => {
    const { endpoint: endpointUrl = '', region } = tables.connection;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined };
    return signedCall({ region, credentials, endpointUrl }, DYNAMODB, { timeoutMs: 20_000 });
  };
  const emptied = async () => {
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: HONEYTOKENS_TABLE }));
    for (const { tokenId = { S: '' }, entry = { S: '' } } of Items)
      await tables.client.send(
        new DeleteItemCommand({ TableName: HONEYTOKENS_TABLE, Key: { tokenId, entry } }),
      );
    const on = [tables.connection, HONEYTOKENS_TABLE] as const;
    const log = new DynamoTripLog(authorizersCall(), HONEYTOKENS_TABLE, 90);
    return {
      ...{ seals: new SdkSealKeys(...on), placements: new SdkPlacements(...on) },
      ...{ trips: new SdkTripBook(...on), blocklist: new SdkBlocklist(...on), pages: new SdkPageBook(...on) },
      record: log.record.bind(log),
    };
  };

  decoySuite(emptied);

  test('the authorizer reads the seal key and the blocks that an operator wrote', async () => {
    const { seals, blocklist } = await emptied();
    const watch = { tokenId: 'watch', createdAt: '2026-11-23T17:00:00.000Z' } as const;
    await seals.add({ ...watch, entry: 'seal-key', sealKey: 'ab'.repeat(32) });
    const block = { ...watch, range: '203.0.113.7/32', reason: 'test', by: 'ops', expiresAt: 1_795_000_000 };
    await blocklist.put({ ...block, entry: 'block#203.0.113.7/32' });
    const list = await new DynamoWatchList(authorizersCall(), HONEYTOKENS_TABLE).read();
    expect(list.sealKey).toBe('ab'.repeat(32));
    expect(isBlocked(list, '203.0.113.7', new Date(block.expiresAt * 1_000 - 1))).toBe(true);
  });
});

describe('against AWS’s answers', () => {
  const connection = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const refused = (attempts: number) =>
    new ConditionalCheckFailedException({
      $metadata: { attempts },
      message: 'The conditional request failed',
    });

  test('whoever may not read the seal key is told so, and nothing else', async () => {
    const aws = mockClient(DynamoDBClient);
    aws.on(GetItemCommand).rejects(Object.assign(new Error('not you'), { name: 'AccessDeniedException' }));
    const found = await new SdkSealKeys(connection, 'honeytokens').find();
    expect(found).toMatchObject({ kind: 'denied', fault: { code: 'aws.refused' } });
    aws.on(GetItemCommand).rejects(Object.assign(new Error('busy'), { name: 'ThrottlingException' }));
    await expect(new SdkSealKeys(connection, 'honeytokens').find()).rejects.toMatchObject({
      code: 'aws.refused',
    });
    aws.restore();
  });

  test('a change that was repeated because its answer was lost counts as done, and one that somebody else made does not', async () => {
    const aws = mockClient(DynamoDBClient);
    const placements = new SdkPlacements(connection, 'honeytokens');
    const pending = placementItem({ state: 'pending' });
    aws.on(UpdateItemCommand).rejects(refused(2));
    aws.on(GetItemCommand).resolves({ Item: marshall({ ...pending, state: 'planted' }) });
    expect(await placements.change(pending, { state: 'planted' })).toBe(true);
    expect(await placements.change(pending, { state: 'removed' })).toBe(false);
    aws.on(UpdateItemCommand).rejects(refused(1));
    expect(await placements.change(pending, { state: 'planted' })).toBe(false);
    aws.restore();
  });
});
