import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FAULTS, type FaultCode } from '../../contract/faults.ts';
import { selfSigned } from '../support/certificate.ts';
import { type Drained, drain } from '../support/drain.ts';
import { functionProcesses, peakMemory } from '../support/function-processes.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { HOSTILE_MODES, TLS_MODES } from '../support/hostile-modes.ts';
import { type HostileUpstream, hostileUpstream } from '../support/hostile-upstream.ts';
import { leaksOf } from '../support/leaks.ts';

const KEY = 'upstream-key-of-the-hostile-one';
/** What one exchange may take as a whole; the answer must be there soon after. */
const TOTAL_MS = 1_600;
const TIMEOUTS = { connectMs: 500, headersMs: 500, idleMs: 500, totalMs: TOTAL_MS };
/** How many of the modes run at the same time. */
const AT_ONCE = 6;
const MEGABYTE = 1_048_576;
const SECOND_ANSWER_LATER = 'smuggled-after';
const AFTER_SECOND_ANSWER = 'hello, after a second answer came on the idle connection';

interface Found extends Drained {
  readonly status: number;
  readonly headers: Headers;
  readonly callId: string;
  readonly tookMs: number;
}

let upstream: HostileUpstream;
let overTls: HostileUpstream;
/** Where redirects lead. */
let elsewhere: HostileUpstream;
let gateway: Gateway;
let processes: readonly string[];
let memoryBefore: number;
const found = new Map<string, Found>();
/** How often the upstream was asked for each mode, when each had been asked for once. */
const asked = new Map<string, number>();

async function ask(path: string, body?: string): Promise<Found> {
  const startedAt = performance.now();
  const response = await gateway.fetch(path, {
    headers: { 'x-api-key': gateway.ready.demoKey, 'x-elsewhere': String(elsewhere.port) },
    redirect: 'manual',
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  const drained = await drain(response);
  const callId = response.headers.get('x-amz-apigw-id') ?? '';
  const { status, headers } = response;
  return { ...drained, status, headers, callId, tookMs: performance.now() - startedAt };
}

beforeAll(async () => {
  upstream = await hostileUpstream();
  overTls = await hostileUpstream({ tls: selfSigned('localhost'), tlsModes: Object.keys(TLS_MODES) });
  elsewhere = await hostileUpstream();
  const upstreamOf = (mount: string, baseUrl: string) => ({
    preset: 'http',
    mount,
    baseUrl,
    inject: { header: 'x-token' },
    carriers: ['x-api-key'],
    routes: [{ methods: ['GET', 'POST'], path: '/**' }],
    timeouts: TIMEOUTS,
  });
  gateway = await startGateway({
    config: {
      upstreams: {
        hostile: upstreamOf('/hostile', upstream.url),
        untrusted: upstreamOf('/untrusted', `https://localhost:${overTls.port}`),
        nameless: upstreamOf('/nameless', 'https://no-such-name.invalid'),
      },
      products: { all: [{ upstream: 'hostile' }, { upstream: 'untrusted' }, { upstream: 'nameless' }] },
      plans: { basic: { rate: 1_000, burst: 1_000 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { HOSTILE_API_KEY: KEY, UNTRUSTED_API_KEY: KEY, NAMELESS_API_KEY: KEY },
  });
  await Promise.all(Array.from({ length: AT_ONCE }, () => ask('/hostile/hello')));
  processes = functionProcesses(gateway);
  memoryBefore = peakMemory(gateway);
  const modes = Object.keys(HOSTILE_MODES).filter((mode) => mode !== SECOND_ANSWER_LATER);
  const work = async () => {
    for (let mode = modes.shift(); mode !== undefined; mode = modes.shift())
      found.set(mode, await ask(`/hostile/${mode}`));
  };
  const handshakes = async () => {
    for (const mode of Object.keys(TLS_MODES)) found.set(mode, await ask(`/untrusted/${mode}`));
    for (const path of ['/untrusted/hello', '/nameless/hello']) found.set(path, await ask(path));
  };
  await Promise.all([...Array.from({ length: AT_ONCE - 1 }, work), handshakes()]);
  // Alone: an answer that comes while another call is out on the connection is by all signs the answer to that call.
  found.set(SECOND_ANSWER_LATER, await ask(`/hostile/${SECOND_ANSWER_LATER}`));
  await pause(100);
  found.set(AFTER_SECOND_ANSWER, await ask('/hostile/hello'));
  for (const { head } of upstream.received) {
    const mode = /^GET \/(\S+)/.exec(head)?.[1] ?? '';
    asked.set(mode, (asked.get(mode) ?? 0) + 1);
  }
}, 120_000);
afterAll(async () => {
  await gateway?.stop();
  await Promise.all([upstream?.close(), overTls?.close(), elsewhere?.close()]);
});

const resultOf = (name: string): Found => {
  const result = found.get(name);
  if (result === undefined) throw new Error(`${name} was not asked`);
  return result;
};

const expectFault = (result: Found, code: FaultCode) => {
  expect([result.status, result.cut]).toEqual([FAULTS[code].status, false]);
  expect(JSON.parse(result.start)).toMatchObject({ code, status: FAULTS[code].status });
};

test.each(Object.entries({ ...HOSTILE_MODES, ...TLS_MODES }))(
  'an upstream that does %s gets the answer of its row',
  (mode, { ending }) => {
    const result = resultOf(mode);
    expect(result.tookMs).toBeLessThan(TOTAL_MS + 3_000);
    if (ending.kind === 'before') expectFault(result, ending.fault);
    else if (ending.kind === 'midway') expect([result.status, result.cut]).toEqual([200, true]);
    else {
      expect([result.status, result.cut]).toEqual([ending.status, false]);
      if (ending.text !== undefined) expect(result.start).toBe(ending.text);
    }
  },
);

test.each(['/untrusted/hello', '/nameless/hello'])(
  'an upstream without a valid certificate or address is unreachable, and is sent nothing: %s',
  (path) => {
    expectFault(resultOf(path), 'upstream.unreachable');
    expect(overTls.received).toEqual([]);
  },
);

test('a second answer on an idle connection is not taken for the answer to the next call', () => {
  expect(resultOf(AFTER_SECOND_ANSWER)).toMatchObject({ status: 200, cut: false, start: 'hello' });
});

test('no call is ever sent twice', () => {
  for (const mode of Object.keys(HOSTILE_MODES).filter((name) => name !== 'hello'))
    expect([mode, asked.get(mode)]).toEqual([mode, 1]);
});

test.each<[string, number]>([
  ['redirect', 302],
  ['redirect-307', 307],
  ['redirect-308', 308],
])(
  'where an upstream sends clients elsewhere by %s, nobody goes, and no body travels there',
  async (mode, status) => {
    const before = upstream.received.length;
    for (const result of [resultOf(mode), await ask(`/hostile/${mode}`, '{"not":"for everybody"}')])
      expect([result.status, result.headers.get('location'), result.bytes]).toEqual([status, null, 0]);
    const sent = upstream.received.slice(before).map(({ head, body }) => [head.split(' ')[0], `${body}`]);
    expect([sent, elsewhere.accepted()]).toEqual([[['POST', '{"not":"for everybody"}']], 0]);
  },
);

test('trailers do not leave', () => {
  expect(resultOf('trailers').headers.get('set-cookie')).toBeNull();
});

test('the audit says of each call how it ended', async () => {
  const verdicts = await verdictsOf([...found.values()].map(({ callId }) => callId));
  for (const [name, { callId }] of found) {
    const mode = name === AFTER_SECOND_ANSWER ? 'hello' : name;
    const ending = { ...HOSTILE_MODES, ...TLS_MODES }[mode]?.ending ?? {
      kind: 'before',
      fault: 'upstream.unreachable',
    };
    const verdict = ending.kind === 'served' ? 'allowed' : ending.fault;
    expect([name, verdicts.get(callId)]).toEqual([name, verdict]);
  }
}, 30_000);

/** Call id → verdict, once every one of these calls has its outcome. */
async function verdictsOf(callIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  for (let tries = 0; ; tries += 1) {
    const { stdout } = await gateway.cli(['audit', 'search', '--limit', '1000', '--json']);
    const { items } = JSON.parse(stdout) as { items: { callId: string; verdict: string }[] };
    const verdicts = new Map(items.map(({ callId, verdict }) => [callId, verdict]));
    if (tries === 10 || callIds.every((id) => (verdicts.get(id) ?? 'unfinished') !== 'unfinished'))
      return verdicts;
    await pause(200);
  }
}

test.each([
  'hang-before-headers',
  'hang-in-headers',
  'drip-headers',
  'endless-noise',
  'hang-mid-sized-body',
  'hang-mid-body',
  'drip-body',
  'endless-body',
])(
  'a client that leaves while an upstream does %s closes the upstream call within a second',
  async (mode) => {
    const before = upstream.received.length;
    const leaving = new AbortController();
    const headers = { 'x-api-key': gateway.ready.demoKey };
    const answered = gateway
      .fetch(`/hostile/${mode}`, { headers, signal: leaving.signal })
      .then(drain)
      .catch(() => undefined);
    while (upstream.received.length === before) await pause(5);
    const { socket } = upstream.received[before] ?? {};
    if (socket === undefined) throw new Error('no request came');
    const closed = new Promise<void>((resolve) =>
      socket.destroyed ? resolve() : socket.once('close', () => resolve()),
    );
    await pause(100);
    const leftAt = performance.now();
    leaving.abort();
    await closed;
    expect(performance.now() - leftAt).toBeLessThan(1_000);
    await answered;
  },
  10_000,
);

test('clients that left are recorded as such, and a smuggled answer reaches nobody', async () => {
  const smuggled = [
    'smuggled-with',
    'smuggled-after',
    'smuggled-half',
    'body-longer-than-length',
    'body-of-304',
  ];
  for (const mode of smuggled) {
    for (let n = 0; n < 3; n += 1) {
      expect((await ask(`/hostile/${mode}`)).start).toBe(mode === 'body-of-304' ? '' : 'hello');
      await pause(60);
      expect((await ask('/hostile/hello')).start).toBe('hello');
    }
  }
  const { stdout } = await gateway.cli(['audit', 'search', '--limit', '1000', '--json']);
  const { items } = JSON.parse(stdout) as { items: { verdict: string }[] };
  expect(items.filter(({ verdict }) => verdict === 'client.left')).toHaveLength(8);
}, 20_000);

test('after all that the gateway serves, with the processes it had, and has held on to nothing', async () => {
  expect((await ask('/hostile/hello')).start).toBe('hello');
  const now = functionProcesses(gateway);
  expect(processes.filter((pid) => !now.includes(pid))).toEqual([]);
  expect((peakMemory(gateway) - memoryBefore) / MEGABYTE).toBeLessThan(64);
  expect(leaksOf(gateway, [KEY, gateway.ready.demoKey])).toEqual([]);
});
