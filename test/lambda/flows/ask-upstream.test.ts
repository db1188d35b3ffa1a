import { expect, test } from '@jest/globals';
import { Fault } from '../../../lambda/domain/fault.ts';
import { upstreamKey } from '../../support/build.ts';
import { FakeVault } from '../../support/fake-vault.ts';
import { setUpServeCall } from './serve-call-setup.ts';

const [OLD, NEW] = [upstreamKey('the-old-key-0001', 'v1'), upstreamKey('the-new-key-0001', 'v2')];
const REFUSED = { status: 401, chunks: ['key refused'] };

test('a refused key is read again once and the call repeated once, with the new key', async () => {
  const { audit, metrics, sink, upstream, serve } = setUpServeCall({
    scripts: [REFUSED, {}],
    vault: new FakeVault(OLD, NEW),
  });
  expect(await serve()).toBe('served');
  expect(upstream.sent.map(({ key }) => key.version)).toEqual(['v1', 'v2']);
  expect([sink.status, sink.text]).toEqual([200, 'hello']);
  expect(audit.items[1]).toMatchObject({ secretVersion: 'v2' });
  expect(metrics.counted).toEqual(['RequestAllowed']);
});

test('a refused key that is still the current one is not tried again', async () => {
  const { metrics, sink, upstream, vault, serve } = setUpServeCall({
    scripts: [REFUSED],
    vault: new FakeVault(OLD),
  });
  expect(await serve()).toBe('upstream.credential_rejected');
  expect([upstream.sent.length, upstream.discarded, sink.started]).toEqual([1, 1, false]);
  expect(vault.calls).toEqual(['current', 'reread', 'settled']);
  expect(metrics.counted).toEqual(['UpstreamCredentialRejected']);
});

test('where the current key is refused and no other is current, the pending or previous one is tried once; that it was accepted is counted and on record', async () => {
  const vault = new FakeVault(OLD);
  vault.beside = [OLD, upstreamKey('bound-elsewhere-01', 'v0', 'https://elsewhere.example.com'), NEW];
  const { audit, metrics, sink, upstream, serve } = setUpServeCall({ scripts: [REFUSED, {}], vault });
  expect(await serve()).toBe('served');
  expect(upstream.sent.map(({ key }) => key.version)).toEqual(['v1', 'v2']);
  expect([sink.status, audit.items[1]]).toMatchObject([200, { secretVersion: 'v2' }]);
  expect(metrics.counted).toEqual(['UpstreamOtherKeyAccepted', 'RequestAllowed']);
});

test('a pending or previous key that is refused as well is the end of it', async () => {
  const vault = new FakeVault(OLD);
  vault.beside = [NEW];
  const { metrics, upstream, serve } = setUpServeCall({ scripts: [REFUSED, REFUSED], vault });
  expect(await serve()).toBe('upstream.credential_rejected');
  expect([upstream.sent.length, metrics.counted]).toEqual([2, ['UpstreamCredentialRejected']]);
});

test('two refused keys are the end of it', async () => {
  const { metrics, upstream, serve } = setUpServeCall({
    scripts: [REFUSED, REFUSED],
    vault: new FakeVault(OLD, NEW),
  });
  expect(await serve()).toBe('upstream.credential_rejected');
  expect([upstream.sent.length, upstream.discarded]).toEqual([2, 2]);
  expect(metrics.counted).toEqual(['UpstreamCredentialRejected']);
});

test('a refused key that cannot be read again is counted as refused', async () => {
  const vault = new FakeVault(OLD, new Fault('gateway.unavailable'));
  const { metrics, serve } = setUpServeCall({ scripts: [REFUSED], vault });
  expect(await serve()).toBe('gateway.unavailable');
  expect(metrics.counted).toEqual(['UpstreamCredentialRejected']);
});

test.each([400, 403, 404, 429, 500, 503])(
  'any other answer of the upstream, as %d, is passed on after one call',
  async (status) => {
    const { sink, upstream, serve } = setUpServeCall({ scripts: [{ status, chunks: ['upstream says'] }] });
    expect(await serve()).toBe('served');
    expect([sink.status, sink.text, upstream.sent.length]).toEqual([status, 'upstream says', 1]);
  },
);

test.each([new Fault('upstream.unreachable'), new Fault('upstream.timeout')])(
  'a call that failed (%s) is never repeated',
  async (fails) => {
    const { upstream, serve } = setUpServeCall({ scripts: [{ fails }] });
    expect(await serve()).toBe(fails.code);
    expect(upstream.sent).toHaveLength(1);
  },
);

test('an answer whose body must be read to be judged is passed on whole', async () => {
  const refusals = [{ status: 400, mark: '"API_KEY_INVALID"' }];
  const scripts = [{ status: 400, chunks: ['{"reason":', '"OTHER"}'] }];
  const { sink, serve } = setUpServeCall({ scripts, upstream: { refusals } });
  await serve();
  expect([sink.status, sink.text]).toEqual([400, '{"reason":"OTHER"}']);
});

test('an answer whose body says that the key is refused is recognised across chunk borders', async () => {
  const refusals = [{ status: 400, mark: '"API_KEY_INVALID"' }];
  const scripts = [{ status: 400, chunks: ['{"reason":"API_KEY_', 'INVALID"}'] }];
  const { sink, serve } = setUpServeCall({ scripts, upstream: { refusals } });
  expect(await serve()).toBe('upstream.credential_rejected');
  expect(sink.started).toBe(false);
});

test('a secret that is not set answers so, and the upstream is not called', async () => {
  const { audit, upstream, serve } = setUpServeCall({
    vault: new FakeVault(new Fault('upstream.not_configured')),
  });
  expect(await serve()).toBe('upstream.not_configured');
  expect(upstream.sent).toEqual([]);
  expect(audit.lines).toEqual(['decision allowed -', 'outcome upstream.not_configured 503']);
});

test.each([
  'https://other.example.com',
  'http://api.example.com/v2',
  'https://api.example.com/v2/deeper',
  '',
])('a key bound to %j is not sent to https://api.example.com/v2', async (boundTo) => {
  const { upstream, serve } = setUpServeCall({
    vault: new FakeVault(upstreamKey('bound-elsewhere-01', 'v1', boundTo)),
  });
  expect(await serve()).toBe('upstream.not_configured');
  expect(upstream.sent).toEqual([]);
});

test('a key read again is held to where it is bound, too', async () => {
  const vault = new FakeVault(OLD, upstreamKey('bound-elsewhere-01', 'v2', 'https://other.example.com'));
  const { upstream, serve } = setUpServeCall({ scripts: [REFUSED], vault });
  expect(await serve()).toBe('upstream.not_configured');
  expect(upstream.sent).toHaveLength(1);
});

test('an encoded answer is refused unread, also where its body would have to be judged', async () => {
  const refusals = [{ status: 400, mark: '"API_KEY_INVALID"' }];
  const headers = [['content-encoding', 'gzip']] as const;
  const reads: number[] = [];
  const script = { status: 400, headers, beforeChunk: () => void reads.push(1) };
  const { upstream, serve } = setUpServeCall({ scripts: [script], upstream: { refusals } });
  expect(await serve()).toBe('upstream.unreadable');
  expect([reads, upstream.discarded]).toEqual([[], 1]);
});

test('both tries of a call share one time', async () => {
  const setUp = setUpServeCall({
    scripts: [{ ...REFUSED, beforeAnswer: () => setUp.clock.advance(700) }, {}],
    vault: new FakeVault(OLD, NEW),
  });
  expect(await setUp.serve()).toBe('served');
  expect(setUp.upstream.sent.map(({ spentMs }) => spentMs)).toEqual([0, 700]);
});

test.each(['retry-after', 'retry-after-ms', 'x-ratelimit-remaining', 'ratelimit-reset', 'x-should-retry'])(
  'what an upstream says about trying again is passed on: %s',
  async (name) => {
    const { sink, upstream, serve } = setUpServeCall({ scripts: [{ status: 429, headers: [[name, '7']] }] });
    await serve();
    expect([sink.status, sink.headers[0], upstream.sent.length]).toEqual([429, [name, '7'], 1]);
  },
);

test.each<[number, readonly [string, string][]]>([
  [206, [['content-range', 'bytes 0-4/10']]],
  [226, [['im', 'feed']]],
  [200, [['content-type', 'text/plain; charset=utf-7']]],
])('an answer that cannot be searched for the key (%d %j) is refused unread', async (status, headers) => {
  let read = 0;
  const { sink, upstream, serve } = setUpServeCall({
    scripts: [
      {
        status,
        headers,
        beforeChunk: () => {
          read += 1;
        },
      },
    ],
  });
  expect(await serve()).toBe('upstream.unreadable');
  expect([upstream.discarded > 0, read, sink.started]).toEqual([true, 0, false]);
});
