import { expect, test } from '@jest/globals';
import { Secret } from '../../../lambda/domain/secret.ts';
import { upstreamKey } from '../../support/build.ts';
import { FakeVault } from '../../support/fake-vault.ts';
import { setUpServeCall } from './serve-call-setup.ts';

const KEY = 'AQ.the-upstream-key-in-person';
const vault = () => new FakeVault(upstreamKey(KEY));

test('only allowed headers leave, and answers are never stored', async () => {
  const headers = [
    ...[
      ['content-type', 'text/plain'],
      ['set-cookie', 'a=1'],
      ['server', 'x'],
      ['location', 'https://evil.test'],
      ['x-request-id', '7'],
    ],
    ...[
      ['cache-control', 'public'],
      ['content-length', '5'],
      ['access-control-allow-origin', '*'],
      ['content-encoding', 'identity'],
    ],
  ] as [string, string][];
  const { sink, serve } = setUpServeCall({ scripts: [{ headers }] });
  await serve();
  expect(sink.headers).toEqual([
    ['content-type', 'text/plain'],
    ['x-request-id', '7'],
    ['cache-control', 'no-store'],
    ['x-content-type-options', 'nosniff'],
  ]);
});

test('the upstream key in a body is taken out, across chunks, and counted once', async () => {
  const chunks = [`a ${KEY.slice(0, 9)}`, `${KEY.slice(9)} b ${Buffer.from(KEY).toString('base64')} c`];
  const { metrics, sink, audit, serve } = setUpServeCall({ scripts: [{ chunks }], vault: vault() });
  await serve();
  expect(sink.text).toMatch(/^a \[redacted\] b \[redacted\]\S{0,4} c$/);
  expect(metrics.counted).toEqual(['SecretScrubbed', 'RequestAllowed']);
  expect(audit.items[1]).toMatchObject({ responseBytes: sink.text.length, scrubbed: 2 });
});

test('the upstream key in a header is taken out and counted', async () => {
  const { metrics, sink, serve } = setUpServeCall({
    scripts: [{ headers: [['x-request-id', `id ${KEY}`]] }],
    vault: vault(),
  });
  await serve();
  expect(sink.headers[0]).toEqual(['x-request-id', 'id [redacted]']);
  expect(metrics.counted).toEqual(['SecretScrubbed', 'RequestAllowed']);
});

test('the key in an answer that breaks off does not leave and is counted', async () => {
  const { metrics, sink, serve } = setUpServeCall({
    scripts: [{ chunks: [`x${KEY}`, KEY.slice(0, -1)], cut: true }],
    vault: vault(),
  });
  await serve();
  expect(sink.text).toBe('x[redacted]');
  expect(metrics.counted).toContain('SecretScrubbed');
});

test.each([
  [['content-encoding', 'gzip']],
  [
    ['content-encoding', 'identity'],
    ['content-encoding', 'br'],
  ],
  [['content-encoding', 'x-unknown']],
  [['transfer-encoding', 'gzip, chunked']],
] as [string, string][][])(
  'an answer encoded as %j cannot be searched for the key and does not pass',
  async (...headers) => {
    const { sink, upstream, serve } = setUpServeCall({ scripts: [{ headers }] });
    expect(await serve()).toBe('upstream.unreadable');
    expect([sink.started, upstream.discarded]).toEqual([false, 1]);
  },
);

test('each chunk leaves as soon as it came', async () => {
  const seen: string[] = [];
  const { sink, serve } = setUpServeCall({
    scripts: [{ chunks: ['data: 1\n\n', 'data: 2\n\n'], beforeChunk: () => void seen.push(sink.text) }],
  });
  await serve();
  expect(seen).toEqual(['', 'data: 1\n\n']);
});

test('an answer without a body has a status, headers and an end', async () => {
  const { sink, serve } = setUpServeCall({ scripts: [{ status: 204, headers: [], chunks: [] }] });
  expect(await serve()).toBe('served');
  expect([sink.status, sink.text, sink.ended]).toEqual([204, '', true]);
});

test('a short answer that breaks off is an error, and nothing of it leaves', async () => {
  const headers = [['content-length', '10']] as const;
  const { sink, audit, serve } = setUpServeCall({ scripts: [{ headers, chunks: ['half'], cut: true }] });
  expect(await serve()).toBe('upstream.unreachable');
  expect([sink.started, audit.lines]).toEqual([
    false,
    ['decision allowed -', 'outcome upstream.unreachable 502'],
  ]);
});

test('a short answer leaves in one piece, and an empty one too', async () => {
  for (const chunks of [['hel', 'lo'], []]) {
    const headers = [['content-length', String(chunks.join('').length)]] as const;
    const { sink, serve } = setUpServeCall({ scripts: [{ headers, chunks }] });
    expect(await serve()).toBe('served');
    expect(sink.chunks.map(String)).toEqual(chunks.length === 0 ? [] : ['hello']);
  }
});

test('an answer with more headers than API Gateway reads does not pass', async () => {
  const headers = Array.from({ length: 100 }, () => ['x-ratelimit-limit', 'x'.repeat(100)] as const);
  const { sink, upstream, serve } = setUpServeCall({ scripts: [{ headers }] });
  expect(await serve()).toBe('upstream.unreadable');
  expect([sink.started, upstream.discarded]).toEqual([false, 1]);
});

test('every live version of the key is taken out, wherever it stands, and the audit says how often', async () => {
  const live = vault();
  live.others = [new Secret('the-pending-key-0002', 'x'), new Secret('the-previous-key-0000', 'x')];
  const headers: [string, string][] = [
    ['etag', '"the-pending-key-0002"'],
    ['location', '/v2/forecast/the-previous-key-0000'],
  ];
  const chunks = ['the-pending-', `key-0002 ${KEY} the-previous-key-0000`];
  const { audit, metrics, sink, serve } = setUpServeCall({ scripts: [{ headers, chunks }], vault: live });
  await serve();
  expect(sink.text).toBe('[redacted] [redacted] [redacted]');
  expect(sink.headers.slice(0, 2)).toEqual([
    ['etag', '"[redacted]"'],
    ['location', 'https://gateway.example.com/test/weather/forecast/[redacted]'],
  ]);
  expect(metrics.counted).toEqual(['SecretScrubbed', 'RequestAllowed']);
  expect(audit.items.map(({ kind, scrubbed }) => [kind, scrubbed])).toEqual([
    ['decision', undefined],
    ['outcome', 5],
  ]);
});

test('an answer with nothing to take out has no count in the audit', async () => {
  const { audit, serve } = setUpServeCall({ scripts: [{}], vault: vault() });
  await serve();
  expect(audit.items[1]).not.toHaveProperty('scrubbed');
});

test.each([204, 205, 304])('an answer with status %d has no body, whatever follows it', async (status) => {
  const { audit, sink, serve } = setUpServeCall({ scripts: [{ status, chunks: ['stray', 'bytes'] }] });
  expect(await serve()).toBe('served');
  expect([sink.status, sink.text, sink.ended]).toEqual([status, '', true]);
  expect(audit.items[1]).toMatchObject({ responseBytes: 0 });
});

test('an answer to HEAD has headers and no body', async () => {
  const routes = [{ methods: ['HEAD'], path: '/forecast/*' }];
  const { sink, serve } = setUpServeCall({ scripts: [{ chunks: ['stray'] }], upstream: { routes } });
  expect(await serve({ method: 'HEAD' })).toBe('served');
  expect([sink.status, sink.headers[0], sink.text]).toEqual([200, ['content-type', 'text/plain'], '']);
});

test('a redirect to another host passes as its status, without the place', async () => {
  const headers: [string, string][] = [['location', 'https://evil.test/']];
  const { sink, upstream, serve } = setUpServeCall({ scripts: [{ status: 302, headers, chunks: [] }] });
  expect(await serve()).toBe('served');
  expect([sink.status, upstream.sent.length]).toEqual([302, 1]);
  expect(sink.headers.map(([name]) => name)).toEqual(['cache-control', 'x-content-type-options']);
});
