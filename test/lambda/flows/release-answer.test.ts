import { expect, test } from '@jest/globals';
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
  expect(audit.items[1]).toMatchObject({ responseBytes: sink.text.length });
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
