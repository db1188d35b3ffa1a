import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateApiKeyCommand, paginateGetApiKeys } from '@aws-sdk/client-api-gateway';
import { PutItemCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { makePlan } from '../../../local/plan/make-plan.ts';
import { RUNS } from '../../support/runs.ts';
import { clients } from '../support/clients.ts';
import { killableRuns } from '../support/killable-run.ts';
import { stateTemplate } from '../support/small-template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

const KILLS = 8 * RUNS;
const OWNERS = ['a', 'b', 'c'];

const folder = temporaryFolder();
let runs: ReturnType<typeof killableRuns>;
beforeAll(() => {
  runs = killableRuns();
});
afterAll(() => {
  runs.remove();
  folder.remove();
});

/** What was acknowledged, and the numbers that were sent last: a write that was under way may or may not have happened. */
const acknowledged = {
  items: new Map<string, number>(),
  secret: 0,
  keys: new Set<string>(),
  /** Version id → key and text. */
  objects: new Map<string, { readonly Key: string; readonly text: string }>(),
};
let sent = 0;

type Clients = ReturnType<typeof clients>;
interface Names {
  readonly TableName: string;
  readonly SecretId: string;
  readonly Bucket: string;
}

/** Each writes until the run is gone, and notes what it was told is done. */
const writers: readonly ((to: Clients, names: Names) => Promise<void>)[] = [
  ...[0, 1, 2].map((writer) => async ({ dynamo }: Clients, { TableName }: Names) => {
    const n = ++sent;
    // Few ids and changing owners, so that index entries move.
    const id = `${writer}-${n % 5}`;
    const Item = { id: { S: id }, n: { N: String(n) }, owner: { S: OWNERS[n % OWNERS.length] ?? '' } };
    await dynamo.send(new PutItemCommand({ TableName, Item }));
    acknowledged.items.set(id, n);
  }),
  async ({ secrets }, { SecretId }) => {
    const n = ++sent;
    await secrets.send(
      new PutSecretValueCommand({ SecretId, SecretString: String(n), ClientRequestToken: randomUUID() }),
    );
    acknowledged.secret = n;
  },
  async ({ apiGateway }) => {
    const name = `key-${++sent}`;
    await apiGateway.send(new CreateApiKeyCommand({ name, enabled: true }));
    acknowledged.keys.add(name);
  },
  async ({ s3 }, { Bucket }) => {
    const text = String(++sent).repeat(1_000);
    const Key = `object-${sent % 5}`;
    const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: text }));
    acknowledged.objects.set(VersionId, { Key, text });
  },
];

async function check({ dynamo, secrets, apiGateway, s3 }: Clients, names: Names): Promise<void> {
  const items = new Map<string, { readonly n: number; readonly owner: string }>();
  for await (const page of paginateScan({ client: dynamo }, { TableName: names.TableName }))
    for (const { id, n, owner } of page.Items ?? [])
      items.set(id?.S ?? '', { n: Number(n?.N), owner: owner?.S ?? '' });
  for (const [id, n] of acknowledged.items) expect(items.get(id)?.n).toBeGreaterThanOrEqual(n);

  const indexed: string[] = [];
  for (const owner of OWNERS)
    for await (const page of paginateQuery(
      { client: dynamo },
      {
        TableName: names.TableName,
        IndexName: 'byOwner',
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': { S: owner } },
      },
    ))
      indexed.push(...(page.Items ?? []).map(({ id, n }) => `${id?.S} ${n?.N} ${owner}`));
  expect(indexed.sort()).toEqual([...items].map(([id, { n, owner }]) => `${id} ${n} ${owner}`).sort());

  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: names.SecretId }));
  if (acknowledged.secret > 0) expect(Number(SecretString)).toBeGreaterThanOrEqual(acknowledged.secret);

  const keys = new Set<string>();
  for await (const page of paginateGetApiKeys({ client: apiGateway }, {}))
    for (const { name } of page.items ?? []) keys.add(name ?? '');
  for (const name of acknowledged.keys) expect(keys).toContain(name);

  const { Bucket } = names;
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  const versions = new Set(Versions.map(({ VersionId }) => VersionId));
  for (const id of acknowledged.objects.keys()) expect(versions).toContain(id);
  for (const [VersionId, { Key, text }] of [...acknowledged.objects].slice(-5)) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    expect(await Body?.transformToString()).toBe(text);
  }
}

const withBucket = (): object => {
  const template = stateTemplate((resources) => {
    const VersioningConfiguration = { Status: 'Enabled' };
    resources['Shelf'] = { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration } };
  }) as { readonly Outputs: Record<string, object> };
  template.Outputs['Shelf'] = { Value: { Ref: 'Shelf' } };
  return template;
};

test(
  `after each of ${KILLS} kills at any moment, everything acknowledged is there and indexes agree with items`,
  async () => {
    const assemblyDir = writeAssembly(join(folder.path, 'cdk.out'), withBucket());
    const { outputs } = makePlan(readAssembly(assemblyDir), 'us-east-1');
    const names = {
      TableName: outputs['TableName'] ?? '',
      SecretId: outputs['SecretArn'] ?? '',
      Bucket: outputs['Shelf'] ?? '',
    };
    // A busy machine has written little by then: it goes on until there is something to lose.
    for (let kills = 0; kills <= KILLS || acknowledged.items.size <= 10; kills += 1) {
      const { run, kill } = await runs.start(assemblyDir, join(folder.path, 'state'));
      const to = clients(run);
      await check(to, names);
      let alive = true;
      const working = writers.map(async (write) => {
        while (alive) await write(to, names).catch(() => undefined);
      });
      await delay(Math.random() * 150);
      await kill();
      alive = false;
      await Promise.all(working);
      for (const client of Object.values(to)) client.destroy();
    }
    expect(acknowledged.items.size).toBeGreaterThan(10);
    expect(acknowledged.secret).toBeGreaterThan(0);
    expect(acknowledged.keys.size).toBeGreaterThan(0);
    expect(acknowledged.objects.size).toBeGreaterThan(0);
  },
  60_000 * RUNS,
);
