import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';
import { open, send } from '../support/send.ts';

let fixture: FixtureRun;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
test('every chunk reaches the client before the function writes the next', async () => {
  const response = await open(fixture.run.url, '/stream/three');
  expect(response.headers['content-type']).toBe('text/event-stream');
  const chunks = response[Symbol.asyncIterator]();
  for (const name of ['one', 'two', 'three']) {
    expect(String((await chunks.next()).value)).toBe(`data: ${name}\n\n`);
    (await fixture.gate.reached(name))();
  }
  expect((await chunks.next()).done).toBe(true);
});

test('a client that leaves in mid-stream closes the function’s stream, and the process serves on', async () => {
  const response = await open(fixture.run.url, '/stream/endless');
  await once(response, 'data');
  response.destroy();
  (await fixture.gate.reached('closed'))();
  const next = await send(fixture.run.url, '/stream/hello');
  expect([next.status, next.text, next.headers['x-pid']]).toEqual([200, 'hello', response.headers['x-pid']]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
test('an empty body has its status and headers', async () => {
  expect((await send(fixture.run.url, '/stream/empty')).status).toBe(204);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a function that fails before its metadata is 502 without its words', async () => {
  const { status, json } = await send(fixture.run.url, '/stream/early-failure');
  expect([status, json]).toEqual([502, { oops: 'DEFAULT_5XX' }]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
test('an answer without metadata is 502', async () => {
  expect((await send(fixture.run.url, '/stream/bare')).status).toBe(502);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
test.each(['late-failure', 'exit'])(
  'a function that breaks off with “%s” cuts the client’s stream',
  async (how) => {
    const response = await open(fixture.run.url, `/stream/${how}`);
    const chunks = response[Symbol.asyncIterator]();
    expect(String((await chunks.next()).value)).toBe('begun');
    (await fixture.gate.reached('begun'))();
    await expect(chunks.next()).rejects.toThrow('aborted');
    expect((await send(fixture.run.url, '/stream/hello')).status).toBe(200);
  },
);

test('a client that does not read holds the function back', async () => {
  const response = await open(fixture.run.url, '/stream/flood');
  response.pause();
  const names = Array.from({ length: 2_000 }, (_, i) => `full-${i * 65_536}`);
  const pass = await Promise.race(names.map((name) => fixture.gate.reached(name)));
  pass();
  response.resume();
  await once(response, 'end');
});
