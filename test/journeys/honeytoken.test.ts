import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DrillDocument } from '../../cli/drills/drill-report.ts';
import { secretAsked } from '../support/cloud-trail.ts';
import { killFunction } from '../support/function-processes.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';
import { listReportKeys } from '../support/list-report-keys.ts';
import { reportSigner } from '../support/report-signer.ts';

const CALL = '/gemini/v1beta/models';
const BAIT = '/internal/admin';
const DECOY_SECRET = 'prod/stripe/live-key';
const [CLIENT, THIEF, PROBER] = ['198.51.100.1', '203.0.113.7', '203.0.113.99'];

interface Made {
  readonly id: string;
  readonly key: string;
}

const github = reportSigner();
let gateway: Gateway;
let listed: Awaited<ReturnType<typeof listReportKeys>>;
beforeAll(async () => {
  listed = await listReportKeys(github.document);
  gateway = await startGateway({
    args: ['--test-controls'],
    config: {
      upstreams: { gemini: { preset: 'gemini' } },
      products: { gemini: [{ upstream: 'gemini' }] },
      plans: { basic: { rate: 100, burst: 100 } },
      stages: {
        local: {
          allowLoopbackUpstreams: true,
          wafRequestsPer5Minutes: 10_000,
          decoyRoutes: [BAIT],
          decoySecrets: [DECOY_SECRET],
          response: { blockRouteCaller: 'enforce', quarantineBeside: 'enforce' },
          leakIntake: { github: true, action: 'quarantine', githubKeysUrl: listed.url },
        },
      },
    },
  });
}, 90_000);
afterAll(async () => {
  await gateway?.stop();
  await listed?.close();
});

/** The status that a key gets from an address, whatever the headers claim. */
const from = async (ip: string, key: string, headers: Record<string, string> = {}): Promise<number> =>
  (await gateway.fetch(CALL, { headers: { 'x-goog-api-key': key, 'x-local-source-ip': ip, ...headers } }))
    .status;

async function cli<T>(...words: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await gateway.cli([...words, '--json']);
  if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

const createKey = () =>
  cli<Made>('keys', 'create', '--client', 'acme', '--product', 'gemini', '--plan', 'basic');

const plant = (label: string, ...more: readonly string[]) =>
  cli<Made>('honeytokens', 'plant', '--label', label, ...more);

/** Milliseconds until something holds; fails after ten seconds. */
async function until(startedAt: number, holds: () => Promise<boolean> | boolean): Promise<number> {
  while (!(await holds())) {
    if (performance.now() - startedAt > 10_000) throw new Error('it does not come to hold');
    await pause(25);
  }
  return performance.now() - startedAt;
}

const control = (path: string, method: string, body?: object): Promise<Response> =>
  fetch(`${gateway.ready.awsEndpoint}/_local/${path}`, { method, body: body && JSON.stringify(body) });

/** How often each of the faults that stand has struck. */
const struck = async (): Promise<readonly number[]> =>
  ((await (await control('faults', 'GET')).json()) as { readonly hits: number }[]).map(({ hits }) => hits);

/** What people were told about one honeytoken. */
const pages = (tokenId: string): readonly { readonly subject: string; readonly message: string }[] => {
  const file = join(gateway.stateDir, 'logs/notifications.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('honeytoken used') && line.includes(`, ${tokenId}"`))
    .map((line) => JSON.parse(line) as { subject: string; message: string });
};

test('a decoy beside a real key: used, told, blocked, quarantined, on the timeline, and all of it undone', async () => {
  const real = await createKey();
  const decoy = await plant('repo acme/web, .env', '--beside', real.id);

  // While the bus is down somebody calls a path that is bait: no event tells of it.
  await control('faults', 'PUT', [
    { service: 'events', operation: 'PutEvents', kind: 'error', times: 2 },
    { service: 'wafv2', operation: 'UpdateIPSet', kind: 'throttle', times: 1 },
  ]);
  expect((await gateway.fetch(BAIT, { headers: { 'x-local-source-ip': PROBER } })).status).toBe(401);
  await until(performance.now(), async () => (await struck())[0] === 2);

  const usedAt = performance.now();
  expect(await from(THIEF, decoy.key, { 'x-forwarded-for': CLIENT })).toBe(401);
  // Another key, so that what refuses it is the address.
  const blocked = await until(usedAt, async () => (await from(THIEF, gateway.ready.demoKey)) !== 200);
  expect(blocked).toBeLessThan(5_000);
  expect(await from(CLIENT, gateway.ready.demoKey)).toBe(200);
  await until(usedAt, () => pages(decoy.id).length > 0);
  const quarantined = await until(usedAt, async () => (await from(CLIENT, real.key)) === 401);
  expect(quarantined).toBeLessThan(8_000);

  expect(pages(decoy.id)).toHaveLength(1);
  for (const part of [
    decoy.id,
    'repo acme/web, .env',
    THIEF,
    'source blocked until',
    `key ${real.id} beside it quarantined`,
  ])
    expect(pages(decoy.id)[0]?.message).toContain(part);
  const [trips, list, timeline] = await Promise.all([
    cli<{ items: object[] }>('honeytokens', 'trips', decoy.id),
    cli<{ items: { range: string; by: string }[] }>('blocklist', 'list'),
    cli<{ items: object[] }>('audit', 'timeline', real.id),
  ]);
  const done = expect.stringMatching(/^source blocked until .*; key \w+ beside it quarantined$/);
  expect(trips.items).toMatchObject([{ tokenId: decoy.id, hits: 1, answers: { [`${THIEF}/32`]: done } }]);
  expect(list.items).toMatchObject([{ range: `${THIEF}/32`, by: 'responder' }]);
  for (const part of [
    '"operator":"responder"',
    '"state":"quarantined"',
    `the honeytoken ${decoy.id} beside it`,
  ])
    expect(JSON.stringify(timeline.items)).toContain(part);

  expect(pages(`route:${BAIT}`)).toEqual([]);

  const reason = ['--reason', 'the place is clean'];
  // A sweep answers what no event told of, once it has waited; WAF follows it, and stops sources before anything else.
  const swept = until(performance.now(), async () => {
    await control('clock', 'POST', { advance: '1m' });
    return (await from(PROBER, gateway.ready.demoKey)) === 403;
  });
  // Meanwhile the place is cleaned, which takes as long as authorizers remember.
  await Promise.all([swept, cli('honeytokens', 'remove', decoy.id, ...reason, '--yes')]);
  expect(await from(THIEF, gateway.ready.demoKey)).toBe(403);
  expect(pages(`route:${BAIT}`)).toHaveLength(1);

  const rerolled = async () => {
    await cli('keys', 'enable', real.id, ...reason);
    return cli<{ readonly key: string }>('keys', 'reroll', real.id, '--grace', '0');
  };
  const [{ key }] = await Promise.all([rerolled(), cli('blocklist', 'remove', `${THIEF}/32`)]);
  await control('clock', 'POST', { advance: '1m' });
  const recoveredAt = performance.now();
  await until(recoveredAt, async () => (await from(THIEF, gateway.ready.demoKey)) === 200);
  await until(recoveredAt, async () => (await from(CLIENT, real.key)) === 401);
  expect(await from(CLIENT, key)).toBe(200);
  expect(await from(THIEF, decoy.key)).toBe(401);
  expect([pages(decoy.id).length, pages(`route:${BAIT}`).length]).toEqual([1, 1]);
  expect(leaksOf(gateway, [real.key, decoy.key, key])).toEqual([]);
}, 60_000);

test('a responder that is killed half-way, a bus and a WAF that refuse for a time: one record, one page, the block in force', async () => {
  const real = await createKey();
  const decoy = await plant('laptop image, ~/.env', '--beside', real.id);
  const VISITOR = '203.0.113.21';
  const caller = '*Responder*';
  const refusing = [
    { service: 'wafv2', operation: '*', kind: 'error' },
    { service: 'events', operation: 'PutEvents', caller, kind: 'error', times: 4 },
  ];
  const killedIn = async (
    service: string,
    operation: string,
    more: object,
    begin: () => Promise<unknown>,
  ) => {
    const hang = { service, operation, caller, kind: 'hang', times: 1, ...more };
    await control('faults', 'PUT', [hang, ...refusing]);
    const begun = begin();
    await until(performance.now(), async () => (await struck())[0] === 1);
    expect(killFunction(gateway, 'Responder')).toBeGreaterThan(0);
    await begun;
  };

  // It dies before it has blocked anybody.
  await killedIn('dynamodb', 'PutItem', {}, () => from(VISITOR, decoy.key));
  expect(await from(VISITOR, gateway.ready.demoKey)).toBe(200);
  expect(pages(decoy.id)).toEqual([]);

  // A minute later it is told again, and dies when the page has left.
  await killedIn('sns', 'Publish', { after: true }, () => control('clock', 'POST', { advance: '1m' }));
  expect(pages(decoy.id)).toHaveLength(1);
  await until(performance.now(), async () => (await from(VISITOR, gateway.ready.demoKey)) === 401);

  // Told a third time it ends, and WAF, which still refuses, is no hindrance.
  await control('clock', 'POST', { advance: '2m' });
  expect(await from(VISITOR, gateway.ready.demoKey)).toBe(401);
  expect(await struck()).toEqual([1, expect.any(Number), 4]);
  expect((await struck())[1]).toBeGreaterThan(0);
  await control('faults', 'DELETE');
  await until(performance.now(), async () => {
    await control('clock', 'POST', { advance: '1m' });
    return (await from(VISITOR, gateway.ready.demoKey)) === 403;
  });

  const [trips, list] = await Promise.all([
    cli<{ items: object[] }>('honeytokens', 'trips', decoy.id),
    cli<{ items: { range: string }[] }>('blocklist', 'list'),
  ]);
  const done = expect.stringMatching(/^source blocked until .*; key \w+ beside it quarantined$/);
  expect(trips.items).toMatchObject([
    { hits: 1, trips: [{ ip: VISITOR }], answers: { [`${VISITOR}/32`]: done } },
  ]);
  expect(list.items.filter(({ range }) => range === `${VISITOR}/32`)).toHaveLength(1);
  expect(await from(CLIENT, real.key)).toBe(401);
  expect(pages(decoy.id)).toHaveLength(1);
  await cli('blocklist', 'remove', `${VISITOR}/32`);
}, 60_000);

test('GitHub reports a key and a decoy in public: the key is denied, the decoy’s place named, nobody is blocked; others are not believed', async () => {
  const [real, decoy] = await Promise.all([createKey(), plant('wiki, page Start')]);
  const place = { type: 'sallyport', url: 'https://github.com/acme/web/blob/1/.env?raw=1', source: 'commit' };
  const body = JSON.stringify([real, decoy].map(({ key: token }) => ({ token, ...place })));
  const report = (signedBy: ReturnType<typeof reportSigner>, sent = body) =>
    gateway.fetch('/leaks/github', { method: 'POST', headers: signedBy.headersFor(body), body: sent });
  const told = () => readFileSync(join(gateway.stateDir, 'logs/notifications.log'), 'utf8');
  const notOurs = await Promise.all([report(reportSigner()), report(github, `${body}\n`)]);
  expect(notOurs.map(({ status }) => status)).toEqual([401, 401]);
  expect(told()).not.toContain('found in public');

  const answer = await report(github);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    [real, decoy].map(({ key }) => ({
      token_hash: createHash('sha256').update(key).digest('hex'),
      ...{ token_type: 'sallyport', label: 'true_positive' },
    })),
  ]);
  const reportedAt = performance.now();
  for (const subject of [`: key found in public, ${real.id}"`, `: honeytoken found in public, ${decoy.id}"`])
    await until(reportedAt, () => told().includes(subject));
  expect(await from(CLIENT, real.key)).toBe(401);
  expect(told()).toMatch(/wiki, page Start.*it is a honeytoken/);
  expect(told()).not.toContain('raw=1');
  expect(pages(decoy.id)).toEqual([]);
  const { items: timeline } = await cli<{ items: object[] }>('audit', 'timeline', real.id);
  for (const part of ['leaks.report', 'https://github.com/acme/web/blob/1/.env', '"state":"quarantined"'])
    expect(JSON.stringify(timeline)).toContain(part);
  expect(leaksOf(gateway, [real.key, decoy.key])).toEqual([]);
}, 60_000);

/** AWS takes no event of its own services from anybody, and nor does the local run: the responder is told as the rule would. */
async function cloudTrailSays(event: object): Promise<void> {
  const { awsEndpoint: endpoint, region } = gateway.ready;
  const sdk = { endpoint, region, credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' } };
  const bus = new EventBridgeClient(sdk);
  const { Rules = [] } = await bus.send(new ListRulesCommand({}));
  const asked = Rules.find(({ EventPattern }) => EventPattern?.includes(DECOY_SECRET));
  const { Targets = [] } = await bus.send(new ListTargetsByRuleCommand({ Rule: asked?.Name }));
  const Payload = Buffer.from(JSON.stringify(event));
  const lambda = new LambdaClient(sdk);
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: Targets[0]?.Arn, Payload }));
  expect(FunctionError).toBeUndefined();
}

test('a decoy secret that CloudTrail says was read is a use: told of once, with who read it, and the source is blocked', async () => {
  const BURGLAR = '203.0.113.44';
  const { iso } = (await (await control('clock', 'GET')).json()) as { readonly iso: string };
  const eventTime = `${iso.slice(0, 19)}Z`; // CloudTrail's have seconds only
  const event = secretAsked(DECOY_SECRET, { sourceIPAddress: BURGLAR, eventTime });
  await cloudTrailSays(event);
  await cloudTrailSays(event);
  const tokenId = `secret:${DECOY_SECRET}`;
  const toldAt = performance.now();
  await until(toldAt, () => pages(tokenId).length > 0);
  await until(toldAt, async () => (await from(BURGLAR, gateway.ready.demoKey)) !== 200);
  expect(pages(tokenId)).toHaveLength(1);
  expect(pages(tokenId)[0]?.message).toContain('user/build');
  const { items } = await cli<{ items: object[] }>('honeytokens', 'trips', tokenId);
  const listed = await cli<{ items: object[] }>('honeytokens', 'list');
  expect(listed.items).toContainEqual(expect.objectContaining({ id: tokenId, kind: 'secret' }));
  const principal = 'arn:aws:iam::123456789012:user/build';
  expect(items).toMatchObject([{ hits: 1, trips: [{ ip: BURGLAR, principal, mount: DECOY_SECRET }] }]);
}, 30_000);

const authorizerLog = (): string =>
  readdirSync(join(gateway.stateDir, 'logs')).find((name) => name.includes('Authorizer')) ?? '';

test('drills are passed within the promised times, page as drills, and leave nothing behind', async () => {
  const drills = ['leaked-decoy', 'direct-call', 'brute-force'];
  const { items, left } = await cli<DrillDocument>('drill', 'run', '--call', CALL, '--only', ...drills);
  expect(items.map(({ drill, result, seen }) => [drill, result, seen])).toEqual(
    items.map(({ drill, seen }) => [drill, 'pass', seen]),
  );
  expect(items.map(({ drill }) => drill).sort()).toEqual([...drills].sort());
  const leaked = items.find(({ drill }) => drill === 'leaked-decoy');
  expect(leaked?.detectionMs).toBeLessThan(2_000);
  expect(leaked?.responseMs).toBeLessThan(5_000);
  expect(leaked?.alertMs).toBeLessThan(10_000);
  expect(readFileSync(join(gateway.stateDir, 'logs/notifications.log'), 'utf8')).toContain(
    'DRILL, honeytoken used once',
  );
  expect(left).toEqual([]);
  const counted = readFileSync(join(gateway.stateDir, 'logs', authorizerLog()), 'utf8');
  expect(counted.match(/"HoneytokenDrilled":1/g)).toHaveLength(1);
}, 60_000);
