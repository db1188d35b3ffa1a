import { afterEach, expect, test } from '@jest/globals';
import { type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { stateTemplate } from '../support/small-template.ts';

let small: SmallRun;
afterEach(() => small.close());

const start = async (testControls = true): Promise<void> => {
  small = await startSmall(stateTemplate(), { testControls });
};
const control = (method: string, name: string, body?: unknown, headers = {}): Promise<Sent> =>
  send(small.run.awsEndpoint, `/_local/${name}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

test('the controls are not there unless asked for, and the answer says how to have them', async () => {
  await start(false);
  for (const name of ['clock', 'faults', 'anything']) {
    const { status, json } = await control('GET', name);
    expect([status, json.message]).toEqual([404, expect.stringContaining('--test-controls')]);
  }
});

test('a web page or a foreign Host does not reach the controls', async () => {
  await start();
  for (const headers of [{ origin: 'https://evil.example' }, { host: 'evil.example' }])
    expect((await control('POST', 'clock', { advance: '1d' }, headers)).status).toBe(403);
  expect((await control('GET', 'clock')).json.now).toBe(Date.UTC(2026, 10, 23, 12));
});

test('an unknown control is answered with those there are', async () => {
  await start();
  const { status, json } = await control('DELETE', 'clock');
  expect([status, json.message]).toEqual([404, expect.stringContaining('POST clock')]);
});

test('the clock is told and moved, and what fell due is done when the answer comes', async () => {
  await start();
  const dueAt: number[] = [];
  small.clock.at(small.clock.now() + 86_400_000, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    dueAt.push(small.clock.now());
  });
  const { json } = await control('POST', 'clock', { advance: '90d' });
  expect(json).toEqual({ now: Date.UTC(2027, 1, 21, 12), iso: '2027-02-21T12:00:00.000Z' });
  expect(dueAt).toEqual([Date.UTC(2026, 10, 24, 12)]);
  await control('POST', 'clock', { advanceMs: 1 });
  await control('POST', 'clock', { advance: '1h30m' });
  expect((await control('GET', 'clock')).json.now).toBe(Date.UTC(2027, 1, 21, 13, 30) + 1);
});

test.each([
  [{ advance: '-1d' }],
  [{ advance: 'soon' }],
  [{ advanceMs: -1 }],
  [{ advanceMs: '5' }],
  [{}],
  [[]],
  ['nonsense'],
  [{ advance: '1d', advanceMs: 5 }],
])('moving the clock by %j is refused', async (body) => {
  await start();
  const { status } = await control('POST', 'clock', body);
  expect(status).toBe(400);
  expect((await control('GET', 'clock')).json.now).toBe(Date.UTC(2026, 10, 23, 12));
});

test('rules that are wrong are refused together, and the old ones stay', async () => {
  await start();
  const rule = { service: 'dynamodb', operation: '*', kind: 'error' };
  await control('PUT', 'faults', [rule]);
  const { status, json } = await control('PUT', 'faults', [
    { service: 'dynamodb', kind: 'explode', toString: 1 },
    { ...rule, kind: 'delay', probability: 2 },
  ]);
  expect(status).toBe(400);
  for (const part of [
    'Rule 1: operation is missing',
    'kind must be',
    'toString is no member',
    'Rule 2: delayMs',
  ])
    expect(json.message).toContain(part);
  expect(json.message).toContain('probability must be from 0 to 1');
  expect((await control('GET', 'faults')).json).toHaveLength(1);
});
