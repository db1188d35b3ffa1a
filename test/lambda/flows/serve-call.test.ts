import { expect, test } from '@jest/globals';
import { Fault } from '../../../lambda/domain/fault.ts';
import { setUpServeCall } from './serve-call-setup.ts';

/** Long enough for everything that does not wait for a gate. */
const everythingElse = () => new Promise((resolve) => setImmediate(resolve));

test('a served call is recorded before and after, with what it came to', async () => {
  const { audit, metrics, sink, vault, clock, serve } = setUpServeCall({
    scripts: [{ chunks: ['hel', 'lo'], beforeChunk: () => clock.advance(20) }],
  });
  expect(await serve({ body: Buffer.from('abc') })).toBe('served');
  expect([sink.status, sink.text, sink.ended]).toEqual([200, 'hello', true]);
  expect(audit.lines).toEqual(['decision allowed -', 'outcome allowed 200']);
  expect(audit.items[1]).toMatchObject({
    durationMs: 40,
    requestBytes: 3,
    responseBytes: 5,
    secretVersion: 'v1',
    route: '/forecast/*',
    upstream: 'weather',
  });
  for (const item of audit.items) expect(item).toMatchObject({ product: 'weather', userAgent: 'curl/8.5.0' });
  expect(metrics.counted).toEqual(['RequestAllowed']);
  expect(vault.calls).toEqual(['current', 'settled']);
});

test('what the upstream took and what the gateway added to it are told apart, with what was used of the quota', async () => {
  const quota = { per: 'day', zone: 'UTC', limits: { requests: 3 }, pooled: false } as const;
  const { metrics, audit, clock, serve } = setUpServeCall({
    scripts: [{ beforeAnswer: () => clock.advance(40) }],
    quota: { meter: 'requests', quotas: { basic: quota } },
  });
  audit.gate = everythingElse().then(() => clock.advance(7));
  expect(await serve()).toBe('served');
  expect(metrics.measured).toEqual([{ UpstreamLatency: 40, GatewayLatency: 7, UsedRequests: 1 }]);
});

test('the upstream is asked while the decision is being recorded, and no byte leaves before it is', async () => {
  const { audit, sink, upstream, serve } = setUpServeCall();
  let open: () => void = () => undefined;
  audit.gate = new Promise((resolve) => {
    open = resolve;
  });
  const served = serve();
  await everythingElse();
  expect(upstream.sent).toHaveLength(1);
  expect([sink.started, sink.chunks]).toEqual([false, []]);
  open();
  expect(await served).toBe('served');
  expect(sink.text).toBe('hello');
});

test('a decision that cannot be recorded withholds the answer and stops the upstream', async () => {
  const { audit, metrics, sink, upstream, serve } = setUpServeCall();
  audit.broken.add('decision');
  expect(await serve()).toBe('gateway.unavailable');
  expect([sink.started, sink.chunks, upstream.aborted]).toEqual([false, [], true]);
  expect(metrics.counted).toEqual(['AuditAppendFailed']);
  expect(audit.lines).toEqual(['outcome gateway.unavailable 503']);
});

test('an unrecorded decision outranks whatever else went wrong', async () => {
  const { audit, serve } = setUpServeCall({ scripts: [{ fails: new Fault('upstream.timeout') }] });
  audit.broken.add('decision');
  expect(await serve()).toBe('gateway.unavailable');
});

test('with a relaxed audit a call is served although nothing can be recorded, and that is counted', async () => {
  const { audit, metrics, sink, serve } = setUpServeCall({ auditMode: 'relaxed' });
  audit.broken.add('decision').add('outcome');
  expect(await serve()).toBe('served');
  expect(sink.text).toBe('hello');
  expect(metrics.counted).toEqual(['AuditAppendFailed', 'RequestAllowed', 'AuditAppendFailed']);
});

test('an outcome that cannot be recorded is counted and changes nothing for the client', async () => {
  const { audit, metrics, serve } = setUpServeCall();
  audit.broken.add('outcome');
  expect(await serve()).toBe('served');
  expect(metrics.counted).toEqual(['RequestAllowed', 'AuditAppendFailed']);
});

test('the outcome is recorded only after the last byte', async () => {
  const kinds: string[][] = [];
  const { audit, serve } = setUpServeCall({
    scripts: [
      { chunks: ['a', 'b'], beforeChunk: () => void kinds.push(audit.items.map(({ kind }) => kind)) },
    ],
  });
  await serve();
  expect(kinds).toEqual([['decision'], ['decision']]);
  expect(audit.items.map(({ kind }) => kind)).toEqual(['decision', 'outcome']);
});

test('an upstream that breaks off is recorded with the status the client saw, and the answer is not ended', async () => {
  const { audit, metrics, sink, serve } = setUpServeCall({ scripts: [{ chunks: ['half'], cut: true }] });
  expect(await serve()).toBe('upstream.unreachable');
  expect([sink.text, sink.ended]).toEqual(['half', false]);
  expect(audit.lines).toEqual(['decision allowed -', 'outcome upstream.unreachable 200']);
  expect(metrics.counted).toEqual(['UpstreamUnreachable']);
});

test('a client that leaves ends the upstream call and is recorded as such', async () => {
  const { audit, metrics, sink, upstream, serve } = setUpServeCall({
    scripts: [{ chunks: ['a', 'b', 'c'], beforeChunk: (n) => (n === 1 ? sink.leave() : undefined) }],
  });
  await serve();
  expect([upstream.aborted, upstream.discarded > 0, sink.text]).toEqual([true, true, 'a']);
  expect(audit.lines).toEqual(['decision allowed -', 'outcome client.left 200']);
  expect(metrics.counted).toEqual([]);
});

test('a client that leaves before any answer is recorded with a status that nobody received', async () => {
  const { audit, sink, serve } = setUpServeCall({ scripts: [{ fails: new Fault('upstream.unreachable') }] });
  sink.leave();
  await serve();
  expect(audit.lines).toEqual(['decision allowed -', 'outcome client.left 499']);
});

test('a route that is not opened is refused, recorded, and asks nobody anything', async () => {
  const { audit, metrics, upstream, vault, serve } = setUpServeCall();
  expect(await serve({ path: '/admin' })).toBe('route.forbidden');
  expect(audit.lines).toEqual(['refusal route.forbidden 403']);
  expect(audit.items).toMatchObject([{ route: '-', rule: 'upstream' }]);
  expect([upstream.sent, vault.calls, metrics.counted]).toEqual([[], [], ['RouteForbidden']]);
});

test('a request that breaks a constraint is refused, recorded, and asks nobody anything', async () => {
  const routes = [
    { methods: ['GET'], path: '/forecast/*', constraints: { query: { days: { forbidden: true } } } },
  ];
  const { audit, upstream, vault, serve } = setUpServeCall({ upstream: { routes } });
  expect(await serve({ query: [['days', '1']] })).toBe('request.constraint');
  expect(audit.lines).toEqual(['refusal request.constraint 403']);
  expect(audit.items).toMatchObject([{ route: '-', rule: 'upstream:query.days' }]);
  expect([upstream.sent, vault.calls]).toEqual([[], []]);
});

test('a refusal stands even if it cannot be recorded', async () => {
  const { audit, serve } = setUpServeCall();
  audit.broken.add('refusal');
  expect(await serve({ method: 'DELETE' })).toBe('route.forbidden');
});

test('what nobody foresaw is an internal fault with an outcome of its own', async () => {
  const { audit, serve } = setUpServeCall({ scripts: [{ fails: new TypeError('a mistake') }] });
  expect(await serve()).toBe('internal');
  expect(audit.lines).toEqual(['decision allowed -', 'outcome internal 500']);
});
