import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { marshall } from '@aws-sdk/util-dynamodb';
import { ARCHIVE } from '../../contract/audit-chain.ts';
import { OUTPUTS, type UpstreamOutput } from '../../contract/outputs.ts';
import { ROTATION_TAGS } from '../../contract/rotation-run.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { EMPTY_PROFILE } from '../../lambda/domain/detection/key-profile.ts';
import { readLineage } from '../../lambda/flows/read-lineage.ts';
import { rerollKey } from '../../lambda/flows/reroll-key.ts';
import { revokeKey } from '../../lambda/flows/revoke-key.ts';
import { setKeyState } from '../../lambda/flows/set-key-state.ts';
import { jsonCall } from '../local/support/aws-wire.ts';
import { clients } from '../local/support/clients.ts';
import { REPORT_SIGNER, type Stage } from './stage.ts';

export interface Step {
  readonly title: string;
  run(stage: Stage): Promise<void>;
}

const GEMINI = '/gemini/v1beta/models/gemini-2.5-flash:generateContent';
const YOUTUBE = '/youtube/v3/search?part=snippet&q=gateway';
const askYoutube = (stage: Stage, key: string): Promise<Response> => stage.fetch(`${YOUTUBE}&key=${key}`);
const askGemini = (stage: Stage, key: string): Promise<Response> =>
  stage.fetch(GEMINI, {
    method: 'POST',
    headers: { 'x-goog-api-key': key, 'content-type': 'application/json' },
    body: '{"contents":[{"parts":[{"text":"Hello"}]}]}',
  });

async function mint(stage: Stage, credential: string, asked: object): Promise<string> {
  const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' };
  const ask = () => stage.fetch('/tokens', { method: 'POST', headers, body: JSON.stringify(asked) });
  let answer = await ask();
  // The first signing key is made by a rotation that begins with the deployment.
  for (let tries = 0; answer.status === 503 && tries < 40; tries += 1) {
    await pause(250);
    answer = await ask();
  }
  assert.equal(answer.status, 201);
  return ((await answer.json()) as { readonly token: string }).token;
}

/** Kinds of the audit's records about one key. */
async function recordsOf({ run, ports }: Stage, keyId: string): Promise<readonly (string | undefined)[]> {
  const { Items = [] } = await clients(run).dynamo.send(
    new ScanCommand({ TableName: ports.outputs.auditTable, ConsistentRead: true }),
  );
  return Items.filter((item) => item['keyId']?.S === keyId).map((item) => item['kind']?.S);
}

const putHoneytokens = ({ run }: Stage, item: object) =>
  clients(run).dynamo.send(
    new PutItemCommand({ TableName: run.outputs[OUTPUTS.honeytokensTable], Item: marshall(item) }),
  );

/** Waits until every use of a honeytoken is answered. */
async function answered({ run }: Stage, tokenId: string): Promise<void> {
  const settled = async (): Promise<boolean> => {
    const { Items = [] } = await clients(run).dynamo.send(
      new QueryCommand({
        TableName: run.outputs[OUTPUTS.honeytokensTable],
        KeyConditionExpression: 'tokenId = :token AND begins_with(entry, :trip)',
        ExpressionAttributeValues: marshall({ ':token': tokenId, ':trip': 'trip#' }),
      }),
    );
    return Items.length > 0 && Items.every((item) => item['outbox']?.S !== 'waiting');
  };
  for (let tries = 0; !(await settled()) && tries < 100; tries += 1) await pause(50);
  assert.ok(await settled(), `${tokenId} is not answered`);
}

const TRIPPED = {
  ...({
    version: 1,
    stage: 'local',
    eventId: 'e',
    at: '2026-11-23T17:05:00.000Z',
    tokenId: 'key_queued',
  } as const),
  ...{ ip: '203.0.113.79', source: '203.0.113.79/32', window: '2026-11-23T17:00:00.000Z' },
  ...{ userAgent: '', method: 'GET', mount: '/', carrier: 'bearer', callId: 'c' },
};

/** What the stack does, each thing once, in an order in which nothing spoils what follows. */
export const STEPS: readonly Step[] = [
  {
    title: 'a key is served by both upstreams, and both calls are on record',
    run: async (stage) => {
      const { id, key } = await stage.newKey();
      for (const answer of [await askGemini(stage, key), await askYoutube(stage, key)]) {
        assert.equal(answer.status, 200);
        await answer.arrayBuffer();
      }
      // The outcome follows the last byte.
      const whole = async (): Promise<boolean> => {
        const kinds = await recordsOf(stage, id);
        return ['decision', 'outcome'].every((kind) => kinds.filter((one) => one === kind).length === 2);
      };
      for (let tries = 0; !(await whole()) && tries < 100; tries += 1) await pause(50);
      assert.ok(await whole(), 'decisions or outcomes are missing');
    },
  },
  {
    title: 'a stranger’s key is refused',
    run: async (stage) => {
      assert.equal((await askGemini(stage, 'not-a-key')).status, 401);
    },
  },
  {
    title:
      'a decoy route refuses, and its caller is blocked, the key beside it rerolled, and people are told',
    run: async (stage) => {
      const { id } = await stage.newKey();
      const placement = {
        tokenId: 'placements',
        entry: 'route:/internal/admin',
        state: 'planted',
        label: 'grants',
      };
      await putHoneytokens(stage, { ...placement, beside: id, plantedBy: 'grants', plantedAt: '' });
      const headers = { 'x-local-source-ip': '203.0.113.77' };
      assert.equal((await stage.fetch('/internal/admin', { headers })).status, 401);
      await answered(stage, 'route:/internal/admin');
      assert.match(stage.log('notifications.log'), /source blocked until .*; key \w+ beside it rerolled/);
    },
  },
  {
    title: 'a key that is disabled is not rerolled but quarantined',
    run: async (stage) => {
      const { id } = await stage.newKey();
      await setKeyState(stage.ports, id, 'disable', 'grants');
      const placement = {
        tokenId: 'placements',
        entry: 'key_beside_disabled',
        state: 'planted',
        label: 'grants',
      };
      await putHoneytokens(stage, { ...placement, beside: id, plantedBy: 'grants', plantedAt: '' });
      const used = { tokenId: 'key_beside_disabled', ip: '203.0.113.80', source: '203.0.113.80/32' };
      await stage.ports.events.publish('honeytoken.tripped', { ...TRIPPED, ...used });
      await answered(stage, 'key_beside_disabled');
      assert.equal((await readLineage(stage.ports.registry, id)).current.state, 'quarantined');
    },
  },
  {
    title: 'a use that no event tells of is answered by the sweep',
    run: async (stage) => {
      const [at, window] = ['2026-11-23T17:05:00.000Z', '2026-11-23T17:00:00.000Z'];
      const [ip, source] = ['203.0.113.78', '203.0.113.78/32'];
      const trip = { at, ip, userAgent: '', method: 'GET', mount: '/', carrier: 'route', callId: 'c' };
      const record = { tokenId: 'route:/swept', entry: `trip#${window}`, hits: 1, lastAt: at };
      const due = {
        sources: new Set([source]),
        trips: [trip],
        outbox: 'waiting',
        waitingSince: at,
        expiresAt: 4e9,
      };
      await putHoneytokens(stage, { ...record, ...due });
      await stage.control('clock', 'POST', { advance: '1m' });
      await answered(stage, 'route:/swept');
    },
  },
  {
    title: 'a key that GitHub reports as leaked is quarantined, and people are told',
    run: async (stage) => {
      const { id, key } = await stage.newKey();
      const { id: keyId, privatePem } = JSON.parse(process.env[REPORT_SIGNER] ?? '{}') as Record<
        string,
        string
      >;
      const body = JSON.stringify([{ token: key, type: 'sallyport', url: '', source: 'commit' }]);
      const signature = sign('sha256', Buffer.from(body), privatePem ?? '').toString('base64');
      const headers = {
        'github-public-key-identifier': keyId ?? '',
        'github-public-key-signature': signature,
      };
      assert.equal((await stage.fetch('/leaks/github', { method: 'POST', headers, body })).status, 200);
      const told = () => stage.log('notifications.log').includes(`key found in public, ${id}`);
      for (let tries = 0; !told() && tries < 100; tries += 1) await pause(50);
      assert.match(stage.log('notifications.log'), new RegExp(`${id}.*Done +quarantined`));
      assert.equal((await askGemini(stage, key)).status, 401);
    },
  },
  {
    title: 'an event that cannot be answered ends in the queue',
    run: async (stage) => {
      const fault = { service: 'dynamodb', operation: 'GetItem', kind: 'error' };
      await stage.control('faults', 'PUT', [fault]);
      await stage.ports.events.publish('honeytoken.tripped', TRIPPED);
      await stage.control('clock', 'POST', { advance: '10m' });
      await stage.control('faults', 'DELETE', {});
      const ask = async (operation: string, input: object) =>
        (await jsonCall(stage.run, 'sqs', operation, input)).json as Record<string, unknown>;
      const { QueueUrls = [] } = (await ask('ListQueues', {})) as { readonly QueueUrls?: readonly string[] };
      const { Messages = [] } = await ask('ReceiveMessage', { QueueUrl: QueueUrls[0] });
      assert.match(JSON.stringify(Messages), /key_queued/);
    },
  },
  {
    title: 'a revoked key is refused, and the refusal is on record',
    run: async (stage) => {
      const { id, key } = await stage.newKey();
      // No authorizer has seen the key, so none remembers it.
      await revokeKey({ ...stage.ports, pause: async () => undefined }, id);
      assert.equal((await askGemini(stage, key)).status, 401);
      assert.ok((await recordsOf(stage, id)).length > 0);
    },
  },
  {
    title: 'the successor of a key is served, and its first use is noted',
    run: async (stage) => {
      const { ports } = stage;
      const { id } = await stage.newKey();
      const request = { graceSeconds: 3600, endsOnFirstUse: true, token: 'grants' };
      const { given } = await rerollKey({ ...ports, stage: ports.outputs.stageName }, id, request);
      assert.ok(given.kind === 'shown');
      assert.equal((await askGemini(stage, given.key.reveal())).status, 200);
    },
  },
  {
    title:
      'a token that was minted on demand is served as often as it says, by a key or a token that may mint',
    run: async (stage) => {
      const { key } = await stage.newKey({ mayMint: true });
      const minted = await mint(stage, key, { uses: 1 });
      assert.equal((await askGemini(stage, minted)).status, 200);
      assert.equal((await askGemini(stage, minted)).status, 401);
      const parent = await mint(stage, key, {});
      assert.equal((await askGemini(stage, await mint(stage, parent, {}))).status, 200);
    },
  },
  {
    title:
      'a key that was put as pending becomes current by the sweep of its upstream, which notes how it ended',
    run: async (stage) => {
      const { secrets } = clients(stage.run);
      const upstreams = Object.values(
        JSON.parse(stage.run.outputs[OUTPUTS.upstreams] ?? '{}') as Record<string, UpstreamOutput>,
      );
      const put = await Promise.all(
        upstreams.map(async ({ secretArn: SecretId }) => {
          const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
          const { VersionId = '' } = await secrets.send(
            new PutSecretValueCommand({ SecretId, SecretString, VersionStages: ['AWSPENDING'] }),
          );
          return { SecretId, VersionId };
        }),
      );
      await stage.control('clock', 'POST', { advance: '5m' });
      const promoted = async ({ SecretId, VersionId }: (typeof put)[number]): Promise<boolean> => {
        const { VersionIdsToStages, Tags } = await secrets.send(new DescribeSecretCommand({ SecretId }));
        const result = Tags?.find(({ Key }) => Key === ROTATION_TAGS.result)?.Value ?? '';
        return (
          VersionIdsToStages?.[VersionId]?.includes('AWSCURRENT') === true &&
          result.startsWith('succeeded') &&
          result.endsWith(VersionId)
        );
      };
      const all = async (): Promise<boolean> => (await Promise.all(put.map(promoted))).every(Boolean);
      for (let tries = 0; tries < 100 && !(await all()); tries += 1) await pause(100);
      assert.ok(await all(), 'a pending key was not promoted');
    },
  },
  {
    title: 'a key that has spent its hard quota is refused by both upstreams',
    run: async (stage) => {
      const { key } = await stage.newKey();
      for (const ask of [askGemini, askYoutube]) {
        const statuses: number[] = [];
        for (let calls = 0; calls < 3; calls += 1) statuses.push((await ask(stage, key)).status);
        assert.deepEqual(statuses, [200, 200, 429]);
      }
    },
  },
  {
    title: 'the audit trail is sealed by its schedule, and the next run goes on from what it finds',
    run: async (stage) => {
      const { s3 } = clients(stage.run);
      const list = { Bucket: stage.ports.outputs.auditArchive, Prefix: ARCHIVE.manifests };
      const runAndCount = async (): Promise<number> => {
        await stage.control('clock', 'POST', { advance: '5m' });
        return (await s3.send(new ListObjectVersionsCommand(list))).Versions?.length ?? 0;
      };
      const before = await runAndCount();
      assert.ok(before > 0, 'nothing was sealed');
      await pause(1_100); // functions see the machine's time, and a window has whole seconds
      assert.ok((await runAndCount()) > before, 'the second run sealed nothing');
    },
  },
  {
    title: 'every function has logged',
    run: async (stage) => {
      const silent = stage.functionLogs().filter((name) => !/\{|^REPORT /m.test(stage.log(name)));
      assert.deepEqual(silent, []);
    },
  },
  {
    title: 'an alarm reaches the topic',
    run: async (stage) => {
      const fault = { service: 'dynamodb', operation: 'PutItem', kind: 'error' };
      const { key } = await stage.newKey();
      await stage.control('faults', 'PUT', [fault]);
      assert.equal((await askGemini(stage, key)).status, 503);
      await stage.control('faults', 'DELETE', {});
      const told = () => /StoresFailing/i.test(stage.log('notifications.log'));
      for (let minute = 0; minute < 10 && !told(); minute += 1)
        await stage.control('clock', 'POST', { advance: '1m' });
      assert.match(stage.log('notifications.log'), /StoresFailing/i);
    },
  },
  {
    title: 'what is odd in a key’s calls is found and told',
    run: async (stage) => {
      const { dynamo } = clients(stage.run);
      const { id } = await stage.newKey();
      const put = (output: string, item: object) =>
        dynamo.send(new PutItemCommand({ TableName: stage.run.outputs[output], Item: marshall(item) }));
      const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
      const facts = { callId: 'slept', keyId: id, client: 'grants', upstream: 'gemini', method: 'GET' };
      const call = { ...facts, route: '/r', ip: '203.0.113.7', verdict: 'allowed' };
      await put(OUTPUTS.auditTable, auditItem('decision', call, {}, ago(4), 1));
      const profile = JSON.stringify({ ...EMPTY_PROFILE, calls: 1, lastAtMs: 1 });
      await put(OUTPUTS.detectionTable, { subject: id, entry: 'profile', version: 1, profile });
      await put(OUTPUTS.detectionTable, { subject: 'run', entry: 'cursor', at: ago(5).toISOString() });
      await stage.control('clock', 'POST', { advance: '5m' });
      const told = async (): Promise<boolean> => {
        const TableName = stage.run.outputs[OUTPUTS.detectionTable];
        const { Items = [] } = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }));
        const states = Items.filter((item) => item['id']?.S === `longSleep/${id}/slept`).map(
          ({ state }) => state?.S,
        );
        return states.includes('told') && Items.some((item) => item['profile']?.S?.includes('#slept'));
      };
      for (let tries = 0; !(await told()) && tries < 100; tries += 1) await pause(50);
      assert.ok(await told(), 'nothing was told');
    },
  },
  {
    title: 'what is scheduled runs within a quarter',
    run: async (stage) => {
      // What runs every few minutes has run in the steps before, and would take most of the time here.
      const ask = async (operation: string, input: object) =>
        (await jsonCall(stage.run, 'events', operation, input)).json as Record<string, unknown>;
      const { Rules = [] } = (await ask('ListRules', {})) as {
        readonly Rules?: readonly { readonly Name: string; readonly ScheduleExpression?: string }[];
      };
      const frequent = Rules.filter(({ ScheduleExpression = '' }) => ScheduleExpression.includes('minute'));
      assert.ok(frequent.length > 0, 'nothing runs every few minutes');
      for (const { Name } of frequent) await ask('DisableRule', { Name });
      assert.equal((await stage.control('clock', 'POST', { advance: '92d' })).status, 200);
    },
  },
];
