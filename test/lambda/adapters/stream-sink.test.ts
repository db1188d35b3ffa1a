import { Writable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { type ResponseMetadata, type SinkTimes, StreamSink } from '../../../lambda/adapters/stream-sink.ts';

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

const sinks: StreamSink<FakeLambdaStream>[] = [];
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.end().catch(() => undefined);
});

function setUp(stream = new FakeLambdaStream(), times: Partial<SinkTimes> = {}) {
  const begun: ResponseMetadata[] = [];
  let announced: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    announced = resolve;
  });
  const wire = {
    begin: (same: FakeLambdaStream, metadata: ResponseMetadata) => {
      begun.push(metadata);
      return same;
    },
    open: (same: FakeLambdaStream) => {
      same.write('');
      announced();
    },
  };
  const sink = new StreamSink(stream, wire, { openAfterMs: 60_000, stallMs: 60_000, ...times });
  sinks.push(sink);
  return { stream, begun, opened, sink };
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

test('an answer that is slow to begin is announced, and its metadata follows when it is known', async () => {
  const { stream, begun, opened, sink } = setUp(undefined, { openAfterMs: 1 });
  await opened;
  sink.start(201, [['content-type', 'text/plain']]);
  await sink.write(Buffer.from('hello'));
  await sink.end();
  const [metadata = '', body] = stream.taken.join('').split('\0'.repeat(8));
  expect(JSON.parse(metadata)).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'text/plain' },
    multiValueHeaders: {},
  });
  expect([body, begun]).toEqual(['hello', []]);
});

test('a client that leaves before the answer has begun is seen to leave', async () => {
  const { stream, opened, sink } = setUp(undefined, { openAfterMs: 1 });
  await opened;
  stream.emit('response');
  expect(sink.left.aborted).toBe(true);
});

test('a client that takes nothing for too long has left, in the middle and at the end', async () => {
  for (const bytes of [1, 100]) {
    const { stream, sink } = setUp(new FakeLambdaStream(4), { stallMs: 10 });
    sink.start(200, []);
    stream.held = true;
    const written = sink.write(Buffer.alloc(bytes)).then(() => sink.end());
    await expect(written).rejects.toThrow('abort');
    expect(sink.left.aborted).toBe(true);
    stream.destroy();
  }
});

test('ending does not wait for ever for a client that has left', async () => {
  const { stream, sink } = setUp(new FakeLambdaStream(4));
  sink.start(200, []);
  stream.held = true;
  const writing = sink.write(Buffer.from('more than four'));
  stream.emit('response');
  await expect(writing).rejects.toThrow();
  await expect(sink.end()).resolves.toBeUndefined();
  stream.destroy();
});

test('a client that reads slowly but steadily gets everything', async () => {
  const { stream, sink } = setUp(new FakeLambdaStream(4), { stallMs: 200 });
  sink.start(200, []);
  stream.held = true;
  const reading = setInterval(() => {
    for (const done of stream.waiting.splice(0)) done();
  }, 5);
  for (let n = 0; n < 20; n += 1) await sink.write(Buffer.from('more than four'));
  await sink.end();
  clearInterval(reading);
  expect([stream.taken.join('').length, sink.left.aborted]).toEqual([20 * 14, false]);
});

test('a header named as an object has names is a header like any other', () => {
  const { begun, sink } = setUp();
  sink.start(200, [
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
  expect(JSON.stringify(begun[0]?.headers)).toBe('{"__proto__":"a","constructor":"b"}');
});
