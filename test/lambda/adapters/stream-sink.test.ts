import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { type ResponseMetadata, StreamSink } from '../../../lambda/adapters/stream-sink.ts';

/** Lambda's response stream, as far as a sink can tell: takes chunks, and only as fast as it is let. */
class FakeLambdaStream extends Writable {
  readonly taken: string[] = [];
  readonly waiting: (() => void)[] = [];
  held = false;

  constructor(highWaterMark = 16_384) {
    super({ highWaterMark, decodeStrings: false });
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.taken.push(String(chunk));
    if (this.held) this.waiting.push(done);
    else done();
  }
}

function setUp(stream = new FakeLambdaStream()) {
  const begun: ResponseMetadata[] = [];
  const sink = new StreamSink(stream, (same, metadata) => {
    begun.push(metadata);
    return same;
  });
  return { stream, begun, sink };
}

test('status and headers go before the body, repeated headers as lists', async () => {
  const { stream, begun, sink } = setUp();
  expect(sink.started).toBe(false);
  sink.start(200, [
    ['content-type', 'text/plain'],
    ['x-ratelimit-a', '1'],
    ['x-ratelimit-a', '2'],
    ['x-empty', ''],
  ]);
  await sink.write(Buffer.from('hello'));
  await sink.end();
  expect(begun).toEqual([
    {
      statusCode: 200,
      headers: { 'content-type': 'text/plain', 'x-empty': '' },
      multiValueHeaders: { 'x-ratelimit-a': ['1', '2'] },
    },
  ]);
  expect([stream.taken.join(''), stream.writableFinished, sink.started, sink.left.aborted]).toEqual([
    'hello',
    true,
    true,
    false,
  ]);
});

test('an answer without a body still sends its status', async () => {
  const { stream, sink } = setUp();
  sink.start(204, []);
  await sink.end();
  expect([stream.taken, stream.writableFinished]).toEqual([[''], true]);
});

test('a write waits until the client can take more', async () => {
  const { stream, sink } = setUp(new FakeLambdaStream(4));
  sink.start(200, []);
  stream.held = true;
  let written = false;
  const writing = sink.write(Buffer.from('more than four')).then(() => {
    written = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(written).toBe(false);
  for (const done of stream.waiting) done();
  await writing;
  expect(written).toBe(true);
});

test.each<[string, (stream: FakeLambdaStream) => void]>([
  ['closes', (stream) => stream.destroy()],
  ['fails', (stream) => stream.destroy(new Error('gone'))],
  ['replies early', (stream) => void stream.emit('response')],
])('a client side that %s before the end has left', async (_name, leave) => {
  const { stream, sink } = setUp();
  sink.start(200, []);
  leave(stream);
  await new Promise((resolve) => setImmediate(resolve));
  expect(sink.left.aborted).toBe(true);
  await expect(sink.write(Buffer.from('x'))).rejects.toThrow();
  await expect(sink.end()).resolves.toBeUndefined();
});

test('a write that is waiting is given up when the client leaves', async () => {
  const { stream, sink } = setUp(new FakeLambdaStream(4));
  sink.start(200, []);
  stream.held = true;
  const writing = sink.write(Buffer.from('more than four'));
  stream.destroy();
  await expect(writing).rejects.toThrow();
});

test('whatever happens after the end is not the client leaving', async () => {
  const { stream, sink } = setUp();
  sink.start(200, []);
  await sink.end();
  stream.emit('response');
  stream.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  expect(sink.left.aborted).toBe(false);
});

test('starting and ending after the client has left does no harm', async () => {
  const { stream, sink } = setUp();
  stream.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  sink.start(503, []);
  await expect(sink.end()).resolves.toBeUndefined();
  expect(stream.taken).toEqual([]);
});
