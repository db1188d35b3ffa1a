import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OperatorItem } from '../../contract/audit-entry.ts';
import type { AuditItem } from '../../contract/tables.ts';
import { drain } from '../support/drain.ts';
import { functionProcesses } from '../support/function-processes.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { ANSWERS, DEAL, type Kind } from '../support/mixed-requests.ts';
import { type StubServer, stubServer } from '../support/stub-server.ts';

/** `SALLYPORT_COMPLETE=10000` is what is promised; a run of the suite makes fewer of the same kinds. */
const REQUESTS = Number(process.env['SALLYPORT_COMPLETE'] ?? 150);
const AT_ONCE = REQUESTS > 1_000 ? 24 : 8;
const CRASHES = 3;
/** `npm start` asks once before it says that it is ready. */
const OWN_REQUESTS = 1;

interface Asked {
  readonly kind: Kind;
  readonly status: number | undefined;
  readonly id: string | undefined;
}
interface AccessLine {
  readonly requestId: string;
  readonly status: string;
  readonly keyId: string;
  readonly client: string;
}

let upstream: StubServer;
let gateway: Gateway;
let keys: Readonly<Record<Kind['key'], string>>;
const asked: Asked[] = [];
let lines: readonly AccessLine[];
const records = new Map<string, AuditItem[]>();

async function ask(kind: Kind): Promise<void> {
  const leaving = new AbortController();
  const init = { ...kind.init, headers: { 'x-api-key': keys[kind.key] }, signal: leaving.signal };
  const asking = gateway.fetch(kind.path, init);
  if (kind.leaves === 'early') setTimeout(() => leaving.abort(), 60);
  const response = await asking.catch(() => undefined);
  if (kind.leaves === 'midway') {
    await response?.body?.getReader().read();
    leaving.abort();
  } else if (response !== undefined) await drain(response);
  asked.push({ kind, status: response?.status, id: response?.headers.get('x-amz-apigw-id') ?? undefined });
}

/** Every function's processes die in turn while calls are out. */
async function crash(): Promise<void> {
  for (let n = 0; n < CRASHES; n += 1) {
    await pause(150);
    const pids = functionProcesses(gateway);
    const pid = pids[n % Math.max(1, pids.length)];
    if (pid !== undefined) process.kill(Number(pid), 'SIGKILL');
  }
}

beforeAll(async () => {
  upstream = await stubServer((response, { url }) => (ANSWERS[url] ?? ANSWERS['/hello'])?.(response));
  gateway = await startGateway({
    config: {
      upstreams: {
        u: {
          ...{ preset: 'http', mount: '/u', baseUrl: upstream.url, inject: { header: 'x-token' } },
          carriers: ['x-api-key'],
          routes: [{ methods: ['GET', 'POST'], path: '/**' }],
          timeouts: { connectMs: 500, headersMs: 900, idleMs: 5_000, totalMs: 9_000 },
        },
      },
      products: { all: [{ upstream: 'u' }] },
      plans: {
        slow: { rate: 9_000, burst: 5_000, quota: { limit: 1, per: 'month' } },
        spent: { rate: 9_000, burst: 5_000, hardQuotas: { u: { per: 'month', limits: { requests: 1 } } } },
        free: { rate: 9_000, burst: 5_000 },
      },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { U_API_KEY: 'key-of-the-upstream' },
  });
  const keyOn = (plan: string, ...more: readonly string[]) =>
    gateway.createKey('--product', 'all', '--plan', plan, ...more);
  const [a, b, c, d] = [
    await keyOn('free', '--role', 'reader'),
    await keyOn('free'),
    await keyOn('slow'),
    await keyOn('spent'),
  ];
  const own = { reader: a.key, revoked: b.key, slowed: c.key, spent: d.key };
  keys = { ...own, demo: gateway.ready.demoKey, nonsense: 'nonsense', none: '' };
  await gateway.cli(['keys', 'revoke', b.id, '--yes', '--reason', 'a test']);
  const once = { path: '/u/hello', audited: 'call', status: 200 } as const;
  for (const key of ['slowed', 'spent'] as const) await ask({ ...once, key });
  const rest = Array.from({ length: REQUESTS }, (_, n) => DEAL[(n * 7919) % DEAL.length]);
  const work = async () => {
    for (let kind = rest.pop(); kind !== undefined; kind = rest.pop()) await ask(kind);
  };
  await Promise.all([crash(), ...Array.from({ length: AT_ONCE }, work)]);
  await pause(1_500); // what clients left behind ends within its time limits
  const log = readFileSync(join(gateway.stateDir, 'logs', 'access.log'), 'utf8')
    .trim()
    .split('\n');
  lines = log.map((line) => JSON.parse(line) as AccessLine);
  const { awsEndpoint: endpoint, region, outputs } = gateway.ready;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  for await (const { Items = [] } of paginateScan({ client }, { TableName: outputs['AuditTable'] }))
    for (const item of Items) {
      const record = unmarshall(item) as AuditItem;
      records.set(record.callId, [...(records.get(record.callId) ?? []), record]);
    }
}, 300_000);
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

/** Its process was killed before the answer began. */
const spoiled = ({ kind, status }: Asked) => status !== kind.status && (status === 502 || status === 503);
const kindsOf = (id: string | undefined) => (records.get(id ?? '') ?? []).map(({ kind }) => kind).sort();
const EXPECTED = { call: ['decision', 'outcome'], refusal: ['refusal'], nothing: [] };

test('every kind of request was answered as it should be, but for the few whose process was killed', () => {
  const others = asked.filter(({ kind, status }) => kind.leaves !== 'early' && status !== kind.status);
  expect(others.filter((one) => !spoiled(one))).toEqual([]);
  expect(others.length).toBeLessThanOrEqual(CRASHES * 2);
  expect(asked.length).toBe(REQUESTS + 2);
});

test('every request has one access-log line, with the status that its client saw', () => {
  const statusOf = new Map(lines.map(({ requestId, status }) => [requestId, Number(status)]));
  expect(statusOf.size).toBe(lines.length);
  const seen = asked.filter(({ id }) => id !== undefined);
  expect(lines.length).toBeLessThanOrEqual(asked.length + OWN_REQUESTS);
  expect(lines.length).toBeGreaterThanOrEqual(seen.length + OWN_REQUESTS); // some leave before they have asked
  expect(seen.filter(({ id, status }) => statusOf.get(id ?? '') !== status)).toEqual([]);
});

test('every answer to a known key has its audit records, every other has none, and no record is double', () => {
  const unlike = asked
    .filter((one) => one.id !== undefined && !spoiled(one))
    .filter(({ id, kind }) => kindsOf(id).join() !== EXPECTED[kind.audited].join())
    .map(({ id, kind, status }) => ({ path: kind.path, status, records: kindsOf(id) }));
  // A decision without its outcome is what a crash in mid-answer leaves; a process serves one call at a time.
  const crashed = unlike.filter(({ records: kinds }) => kinds.join() === 'decision');
  expect(unlike).toEqual(crashed);
  expect(crashed.length).toBeLessThanOrEqual(CRASHES);
  const double = asked.filter(
    (one) => spoiled(one) && new Set(kindsOf(one.id)).size < kindsOf(one.id).length,
  );
  expect(double).toEqual([]);
});

test('a record says the status that the client was given', () => {
  const told = (id: string | undefined) =>
    records.get(id ?? '')?.find(({ kind }) => kind !== 'decision')?.status;
  const wrong = asked.filter(
    ({ id, kind, status }) =>
      kindsOf(id).join() !== 'decision' &&
      kindsOf(id).length > 0 &&
      kind.audited !== 'nothing' &&
      told(id) !== status,
  );
  expect(
    wrong.filter((one) => !spoiled(one)).map(({ kind, status, id }) => [kind.path, status, told(id)]),
  ).toEqual([]);
});

test('every call that reached a proxy and that its client left is recorded as left', () => {
  const answered = new Set(asked.map(({ id }) => id));
  const left = lines.filter(({ requestId, client }) => !answered.has(requestId) && client === 'demo');
  const reached = left.filter(({ requestId }) => records.has(requestId));
  for (const { requestId } of reached) {
    expect(kindsOf(requestId)).toEqual(EXPECTED.call);
    expect(records.get(requestId)?.find(({ kind }) => kind === 'outcome')?.verdict).toBe('client.left');
  }
  expect(reached.length).toBeGreaterThan(0);
  const early = asked.filter(({ kind }) => kind.leaves === 'early').length;
  expect(reached.length).toBeLessThanOrEqual(early);
  const unlogged = [...records].filter(
    ([id]) => !answered.has(id) && !lines.some(({ requestId }) => requestId === id),
  );
  expect(unlogged.filter(([, [first]]) => first !== undefined && !('operator' in first))).toEqual([]);
});

test('what the operator did is recorded with a name, before and after', () => {
  const actions = [...records.values()].flat().filter((record) => 'operator' in record);
  const revoking = actions.filter((record) => (record as unknown as OperatorItem).action === 'keys.revoke');
  expect(revoking.map((record) => (record as unknown as OperatorItem).phase).sort()).toEqual([
    'begun',
    'done',
  ]);
  for (const { operator } of revoking as unknown as OperatorItem[]) expect(operator).toMatch(/^local:./);
});
