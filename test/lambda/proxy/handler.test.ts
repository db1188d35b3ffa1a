import { expect, test } from '@jest/globals';
import type { Fault } from '../../../lambda/domain/fault.ts';
import type { ProxyEvent } from '../../../lambda/http/read-call.ts';
import { createHandler } from '../../../lambda/proxy/handler.ts';
import { proxyEvent } from '../../support/events.ts';
import type { Script } from '../../support/fake-upstream.ts';
import { setUpServeCall } from '../flows/serve-call-setup.ts';

function setUp(...scripts: Script[]) {
  const made = setUpServeCall({ scripts });
  const logged: string[] = [];
  const logFault = (fault: Fault, callId: string) => void logged.push(`${fault.code} ${callId}`);
  const handler = createHandler({ ...made.deps, openSink: (stream: typeof made.sink) => stream, logFault });
  const handle = (event: ProxyEvent) => handler(event, made.sink);
  return { ...made, logged, handle };
}

const problemOf = (text: string): unknown => (JSON.parse(text) as { code: unknown }).code;

test('a call that is served is answered as the upstream answered', async () => {
  const { handle, sink, upstream, logged } = setUp({});
  await handle(proxyEvent({ headers: { 'X-Api-Key': ['client key'], Accept: ['text/plain'] } }));
  expect([sink.status, sink.text, sink.ended, logged]).toEqual([200, 'hello', true, []]);
  expect(upstream.sent[0]?.call.headers).toEqual([['accept', 'text/plain']]);
});

test('a fault before the first byte is a problem response with the id of the call', async () => {
  const { handle, sink, logged } = setUp();
  await handle(proxyEvent({ path: '/weather/admin' }));
  expect([sink.status, sink.ended]).toEqual([403, true]);
  expect(sink.text).toBe(
    '{"type":"urn:sallyport:problem:route.forbidden","title":"The client key does not open this route","status":403,"detail":"Check method and path, or ask for another product.","code":"route.forbidden","requestId":"call-1"}',
  );
  expect(logged).toEqual(['route.forbidden call-1']);
});

test('an audit that cannot be written is a 503 problem without a byte of the upstream', async () => {
  const { handle, sink, audit } = setUp({ chunks: ['a precious answer'] });
  audit.broken.add('decision');
  await handle(proxyEvent());
  expect([sink.status, problemOf(sink.text)]).toEqual([503, 'gateway.unavailable']);
  expect(sink.text).not.toContain('precious');
});

test('a call that cannot be read is refused, and recorded because the caller is known', async () => {
  const { handle, sink, audit, upstream } = setUp();
  await handle(proxyEvent({ path: '/weather/../admin' }));
  expect([sink.status, problemOf(sink.text), upstream.sent]).toEqual([400, 'request.malformed', []]);
  expect(audit.lines).toEqual(['refusal request.malformed 400']);
});

test('a record holds the user agent cleaned of keys, whether or not the call could be read', async () => {
  const { handle, audit } = setUp({});
  const key = `sp_test_${'a'.repeat(49)}`;
  const headers = { 'User-Agent': [`curl/8 ${key}`] };
  await handle(proxyEvent({ headers, path: '/weather/../admin' }));
  await handle(proxyEvent({ headers }));
  expect(audit.items.map(({ kind, userAgent }) => [kind, userAgent])).toEqual(
    ['refusal', 'decision', 'outcome'].map((kind) => [kind, 'curl/8 [key]']),
  );
});

test('an event without a caller is refused and not recorded', async () => {
  const { handle, sink, audit } = setUp();
  const event = proxyEvent();
  await handle({ ...event, requestContext: { ...event.requestContext, authorizer: null } });
  expect([sink.status, problemOf(sink.text), audit.items]).toEqual([401, 'credential.rejected', []]);
});

test('an answer that breaks off looks broken off: the function fails and the stream is not ended', async () => {
  const { handle, sink, logged } = setUp({ chunks: ['half'], cut: true });
  await expect(handle(proxyEvent())).rejects.toMatchObject({
    name: 'CutStream',
    message: 'upstream.unreachable',
  });
  expect([sink.text, sink.ended, logged]).toEqual(['half', false, ['upstream.unreachable call-1']]);
});

test('a client that left is no failure of the function, and none in its log', async () => {
  const { handle, sink, audit, logged } = setUp({
    chunks: ['a', 'b', 'c'],
    beforeChunk: (n) => (n === 1 ? sink.leave() : undefined),
  });
  await handle(proxyEvent());
  expect([sink.text, sink.ended, logged]).toEqual(['a', true, []]);
  expect(audit.lines).toEqual(['decision allowed -', 'outcome client.left 200']);
});

test('nothing is written to a client that left before the answer', async () => {
  const { handle, sink } = setUp({ fails: new Error('gone') });
  sink.leave();
  await handle(proxyEvent());
  expect([sink.text, sink.ended]).toEqual(['', true]);
});

test('what nobody foresaw is a 500 that says nothing of its cause', async () => {
  const { handle, sink, logged } = setUp({ fails: new Error('a cause nobody outside may read') });
  await handle(proxyEvent());
  expect([sink.status, problemOf(sink.text), logged]).toEqual([500, 'internal', ['internal call-1']]);
  expect(sink.text).not.toContain('cause');
});
