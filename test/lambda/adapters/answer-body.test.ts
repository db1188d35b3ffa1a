import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { answerBody } from '../../../lambda/adapters/answer-body.ts';
import { Fault } from '../../../lambda/domain/fault.ts';

const IDLE_MS = 30;

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

/** An upstream's answer whose chunks the test writes, and a reader of it. */
function reading() {
  const upstream = new PassThrough();
  let expired: Fault | undefined;
  const expire = () => {
    expired = new Fault('upstream.timeout');
    upstream.destroy(expired);
  };
  const body = answerBody(upstream, { idleMs: IDLE_MS, expire, expired: () => expired });
  return { upstream, body, expired: () => expired };
}

/** Until everything that is not a timer has happened. */
async function settled(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('a reader that pauses longer than the upstream may is not the upstream being slow', async () => {
  const { upstream, body, expired } = reading();
  for (const text of ['one', 'two', 'three']) {
    upstream.write(text);
    expect(String((await body.next()).value)).toBe(text);
    jest.advanceTimersByTime(10 * IDLE_MS);
  }
  expect(expired()).toBeUndefined();
  upstream.end();
  expect(await body.next()).toEqual({ done: true, value: undefined });
});

test('an upstream has the whole of its time for each chunk, however long the reader paused before', async () => {
  const { upstream, body, expired } = reading();
  upstream.write('one');
  await body.next();
  jest.advanceTimersByTime(IDLE_MS - 1);
  const next = body.next();
  await settled();
  jest.advanceTimersByTime(IDLE_MS - 1);
  expect(expired()).toBeUndefined();
  upstream.write('two');
  expect(String((await next).value)).toBe('two');
});

test('an upstream that sends nothing while it is waited for is too slow', async () => {
  const { upstream, body } = reading();
  upstream.write('one');
  await body.next();
  jest.advanceTimersByTime(10 * IDLE_MS);
  const next = body.next();
  next.catch(() => undefined);
  await settled();
  jest.advanceTimersByTime(IDLE_MS);
  await expect(next).rejects.toMatchObject({ code: 'upstream.timeout' });
});
