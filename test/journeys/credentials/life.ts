import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { hashClientKey } from '../../../lambda/domain/client-key.ts';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { makePlan } from '../../../local/plan/make-plan.ts';
import { mint } from './tokens.ts';
import { endsAs, GENERATE, type Issued, METERED_MAX, SEARCH, statusOf, VIDEOS, type World } from './world.ts';

const REMEMBERED_MS = 5_000;

/** The life of a key after it was made. What takes 5 s to be in force ends in one test, at the same time. */
export function lifeTests(open: () => World): void {
  test('a rerolled key works at once, counts on where the old one stopped, and both work for the grace', async () => {
    const { gateway, keys, secrets } = open();
    const old = keys.rerolled;
    const call = (key: string) => statusOf(open(), GENERATE, key);
    expect([await call(old.key), await call(old.key)]).toEqual([200, 200]);
    const words = ['keys', 'reroll', old.id, '--grace', '1h', '--end-on-first-use', '--json'];
    const made = JSON.parse((await gateway.cli(words)).stdout) as Issued;
    secrets.push(made.key);
    expect([made.id, made.key === old.key]).toEqual([old.id, false]);
    expect([await call(old.key), await call(made.key)]).toEqual([200, 200]);
    expect(METERED_MAX).toBe(4);
    expect(await call(made.key)).toBe(429);
  }, 30_000);

  test('what an operator ends is over within 5 s: a key, its tokens, a token alone, a right, and the key before one that was used', async () => {
    const { gateway, keys } = open();
    const [own, other] = [await mint(open(), keys.stays.key), await mint(open(), keys.stays.key)];
    const ofRevoked = await mint(open(), keys.parent.key);
    const ofDisabled = await mint(open(), keys.disabled.key);
    const search = (credential: string) => () => statusOf(open(), SEARCH, credential);
    const generate = (credential: string) => () => statusOf(open(), GENERATE, credential);
    for (const { token } of [own, ofRevoked, ofDisabled]) expect(await search(token)()).toBe(200);
    for (const { key } of [keys.revoked, keys.narrowed]) expect(await generate(key)()).toBe(200);
    const cli = async (...words: string[]) => {
      expect(await gateway.cli([...words, '--json'])).toMatchObject({ code: 0 });
    };
    const revoked = cli('keys', 'revoke', keys.revoked.id, keys.parent.id);
    const narrowed = cli('keys', 'update', keys.narrowed.id, '--scope', 'GET:/youtube/v3/search');
    await Promise.all([
      endsAs(401, generate(keys.revoked.key), revoked, 0),
      endsAs(401, search(ofRevoked.token), revoked, 0),
      endsAs(401, search(own.token), cli('tokens', 'revoke', own.id, '--yes'), 0),
      endsAs(401, search(ofDisabled.token), cli('keys', 'disable', keys.disabled.id), REMEMBERED_MS),
      endsAs(403, generate(keys.narrowed.key), narrowed, REMEMBERED_MS),
      endsAs(401, generate(keys.rerolled.key), Promise.resolve(), REMEMBERED_MS),
    ]);
    expect(await search(other.token)()).toBe(200);
    expect(await statusOf(open(), VIDEOS, keys.narrowed.key)).toBe(403);
    expect(await search(keys.narrowed.key)()).toBe(200);
  }, 40_000);

  test('the authorizer’s own role can note the first use of a key and change nothing else of it', async () => {
    const { gateway, keys } = open();
    const { region, awsEndpoint: endpoint, outputs } = gateway.ready;
    const plan = makePlan(readAssembly(join(gateway.stateDir, 'cdk.out')), region);
    const authorizer = plan.functions.find(({ logicalId }) => logicalId.includes('Authorizer'));
    const credentials = { accessKeyId: authorizer?.accessKeyId ?? '', secretAccessKey: 'local' };
    const dynamo = new DynamoDBClient({ region, endpoint, credentials, maxAttempts: 1 });
    const Key = { keyHash: { S: hashClientKey(keys.stays.key) } };
    const at = { TableName: outputs['KeysTable'], Key };
    const set = async (UpdateExpression: string, attribute: string): Promise<string> => {
      const names = { '#a': attribute, '#f': 'firstUsedAt' };
      const used = Object.entries(names).filter(([name]) => `${UpdateExpression} #f`.includes(name));
      const update = {
        ...{ ...at, UpdateExpression, ConditionExpression: '#f = :v' },
        ExpressionAttributeNames: Object.fromEntries(used),
        ExpressionAttributeValues: { ':v': { S: 'no such value' } },
      };
      return dynamo.send(new UpdateItemCommand(update)).then(
        () => 'done',
        (error: Error) => error.name,
      );
    };
    const fields = [
      'state',
      'expiresAtSeconds',
      'products',
      'ips',
      'usageKey',
      'supersededBy',
      'mayMint',
      'seal',
    ];
    for (const field of fields)
      for (const write of ['SET #a = :v', 'REMOVE #a', 'SET #f = :v, #a = :v'])
        expect([field, write, await set(write, field)]).toEqual([field, write, 'AccessDeniedException']);
    expect(await set('SET #f = :v', 'x')).toBe('ConditionalCheckFailedException');
    await expect(dynamo.send(new DeleteItemCommand(at))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    dynamo.destroy();
  }, 20_000);
}
