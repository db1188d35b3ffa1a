import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SIGNERS_MEMORY_MS, SIGNERS_PACE_MS } from '../../../contract/tokens.ts';
import { CachedSigners } from '../../../lambda/adapters/cached-signers.ts';
import { DynamoMintedTokens } from '../../../lambda/adapters/dynamo-minted-tokens.ts';
import { DynamoSignerBook } from '../../../lambda/adapters/dynamo-signer-book.ts';
import { SdkTokenDesk } from '../../../lambda/adapters/sdk-token-desk.ts';
import { DYNAMODB, signedCall } from '../../../lambda/adapters/signed-call.ts';
import { ed25519PublicText } from '../../../lambda/domain/ed25519.ts';
import { type DynaliteTables, startDynaliteTables } from '../../support/dynalite-tables.ts';
import { mintedItem } from '../../support/fake-tokens.ts';
import { testKey, tokenClaims } from '../../support/token-makers.ts';

let tables: DynaliteTables;
let minted: DynamoMintedTokens;
let book: DynamoSignerBook;
let desk: SdkTokenDesk;

beforeAll(async () => {
  tables = await startDynaliteTables();
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE' = 'HASH') => ({ AttributeName, KeyType });
  const common = { BillingMode: 'PAY_PER_REQUEST' as const };
  await tables.client.send(
    new CreateTableCommand({
      ...common,
      TableName: 'minted',
      KeySchema: [key('jti')],
      AttributeDefinitions: [text('jti'), text('keyId'), text('mintedAt')],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byKey',
          KeySchema: [key('keyId'), key('mintedAt', 'RANGE')],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await tables.client.send(
    new CreateTableCommand({
      ...common,
      TableName: 'signers',
      KeySchema: [key('id')],
      AttributeDefinitions: [text('id')],
    }),
  );
  const { region, endpoint } = tables.connection;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined };
  const call = signedCall({ region, endpointUrl: endpoint, credentials }, DYNAMODB);
  minted = new DynamoMintedTokens(call, 'minted');
  book = new DynamoSignerBook(call, 'signers');
  desk = new SdkTokenDesk(tables.connection, 'minted');
});
afterAll(() => tables.close());

let made = 0;
async function added(uses?: number) {
  made += 1;
  const jti = `tok_${String(made).padStart(20, '0')}`;
  const item = mintedItem(`token-${made}`, tokenClaims({ jti, ...(uses === undefined ? {} : { uses }) }));
  await minted.add(item);
  return item;
}

test('of twenty that spend at once, exactly as many get a use as there are', async () => {
  const item = await added(7);
  const spent = await Promise.all(Array.from({ length: 20 }, () => minted.spend(item, 1)));
  expect(spent.filter(Boolean)).toHaveLength(7);
  expect((await minted.find(item.jti))?.left).toBe(0);
});

test('uses are spent whole or not at all, and only of the token that was minted', async () => {
  const item = await added(3);
  expect(await minted.spend(item, 4)).toBe(false);
  expect(await minted.spend({ ...item, digest: 'another' }, 1)).toBe(false);
  expect(await minted.spend({ jti: 'tok_none', digest: item.digest }, 1)).toBe(false);
  expect((await minted.find(item.jti))?.left).toBe(3);
});

test('a token without a number of uses has none to spend', async () => {
  expect(await minted.spend(await added(), 1)).toBe(false);
});

test('a revoked token spends nothing, and a revocation makes no record', async () => {
  const item = await added(3);
  expect(await desk.revoke(item.jti, new Date())).toBe(true);
  expect(await desk.revoke(item.jti, new Date())).toBe(false);
  expect(await minted.spend(item, 1)).toBe(false);
  expect(await desk.revoke('tok_none', new Date())).toBe(false);
  expect(await minted.find('tok_none')).toBeUndefined();
});

test('a record that was written and not acknowledged can be written again, another one cannot', async () => {
  const item = await added();
  await minted.add(item);
  await expect(minted.add({ ...item, digest: 'another' })).rejects.toThrow('ConditionalCheckFailed');
});

test('an operator lists the tokens of a key', async () => {
  const { keyId, jti } = await added();
  const listed: string[] = [];
  for await (const item of desk.ofKey(keyId)) listed.push(item.jti);
  expect(listed).toContain(jti);
});

test('of two rotations that change the list of keys at once, one is refused', async () => {
  const list = { id: 'tokens', version: 1, keys: { a: { x: ed25519PublicText(testKey(1)) } } };
  await book.write(list);
  const writes = await Promise.allSettled([
    book.write({ ...list, version: 2 }),
    book.write({ ...list, version: 2, keys: {} }),
  ]);
  expect(writes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await book.read())?.version).toBe(2);
});

test('invented key ids buy one read a second, and a known one is read again after a minute', async () => {
  let [reads, now] = [0, 1_000_000];
  const keys = { a: { x: ed25519PublicText(testKey(1)) } };
  const signers = new CachedSigners(
    async () => {
      reads += 1;
      return { id: 'tokens', version: 1, keys };
    },
    () => new Date(now),
  );
  for (let n = 0; n < 50; n += 1) expect(await signers.find(`b${n}`)).toBeUndefined();
  expect(reads).toBe(1);
  now += SIGNERS_PACE_MS;
  await Promise.all([signers.find('c'), signers.find('d')]);
  expect(reads).toBe(2);
  now += SIGNERS_MEMORY_MS - 1;
  expect([await signers.find('a'), reads]).toEqual([expect.anything(), 2]);
  now += 1;
  await signers.find('a');
  expect(reads).toBe(3);
});

test('a key that has ended verifies nothing, however well it is remembered', async () => {
  let now = 1_000_000;
  const keys = { a: { x: ed25519PublicText(testKey(1)), endsAt: 1_010 } };
  const signers = new CachedSigners(
    async () => ({ id: 'tokens', version: 1, keys }),
    () => new Date(now),
  );
  expect(await signers.find('a')).toBeDefined();
  now = 1_010_000;
  expect(await signers.find('a')).toBeUndefined();
});
