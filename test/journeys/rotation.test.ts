import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROTATION_TAGS } from '../../contract/rotation-run.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';
import { type RotatingProviders, rotatingProviders } from '../support/rotating-providers.ts';
import { rotationOperator } from '../support/rotation-operator.ts';

const UPSTREAMS = ['openai', 'gemini'] as const;
const CALLS = { openai: '/openai/v1/models', gemini: '/gemini/v1beta/models' } as const;

let providers: RotatingProviders;
let gateway: Gateway;
let operator: ReturnType<typeof rotationOperator>;
/** The version of openai's that the schedule replaced. */
let replaced: string | undefined;

beforeAll(async () => {
  providers = await rotatingProviders();
  gateway = await startGateway({ config: providers.config, args: ['--test-controls'] });
  operator = rotationOperator(gateway);
}, 60_000);
afterAll(async () => {
  operator?.close();
  await gateway?.stop();
  await providers?.close();
});

const ask = async (upstream: (typeof UPSTREAMS)[number]): Promise<number> => {
  const answer = await gateway.fetch(CALLS[upstream], { headers: { 'x-api-key': gateway.ready.demoKey } });
  await answer.arrayBuffer();
  return answer.status;
};

/** Requests to both upstreams, one after the other, for as long as something happens; the statuses they got. */
async function meanwhile(happening: Promise<unknown>): Promise<readonly number[]> {
  const statuses: number[] = [];
  let over = false;
  const ended = happening.finally(() => {
    over = true;
  });
  const traffic = async (upstream: (typeof UPSTREAMS)[number]) => {
    for (; !over; await pause(20)) statuses.push(await ask(upstream));
  };
  await Promise.all([ended, ...UPSTREAMS.map(traffic)]);
  return statuses;
}

const advance = (by: string) =>
  fetch(`${gateway.ready.awsEndpoint}/_local/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: by }),
  });

test('a stage whose upstreams have no key yet is there, and the first rotation gives each its key', async () => {
  expect(await Promise.all(UPSTREAMS.map(ask))).toEqual([503, 503]);
  await operator.putAdmin('openai', `${providers.adminKey}\n`);
  await Promise.all(
    UPSTREAMS.map(async (upstream) => operator.becomesCurrent(upstream, await operator.begin(upstream))),
  );
  expect(await Promise.all(UPSTREAMS.map(ask))).toEqual([200, 200]);
  expect(providers.alive()).toEqual({ openai: 1, gemini: 1 });
}, 60_000);

test('after 90 days the key whose days they are is replaced, no other one, and no request fails meanwhile', async () => {
  await operator.stopSweeps();
  const before = await Promise.all(UPSTREAMS.map(operator.described));
  replaced = before[0]?.current;
  const statuses = await meanwhile(advance('91d'));
  const [openai, gemini] = await Promise.all(UPSTREAMS.map(operator.described));
  expect(openai?.current).not.toBe(before[0]?.current);
  expect(openai?.tags[ROTATION_TAGS.result]).toMatch(new RegExp(`^succeeded \\S+ ${openai?.current}$`));
  expect(gemini?.current).toBe(before[1]?.current);
  expect([statuses.length > 20, new Set(statuses)]).toEqual([true, new Set([200])]);
  expect([providers.alive(), providers.refused]).toEqual([{ openai: 2, gemini: 1 }, []]);
}, 60_000);

test('a provider that refuses leaves the current key as it is, and raises the alarm', async () => {
  await operator.putAdmin('openai', 'sk-admin-of-somebody-else');
  const { current } = await operator.described('openai');
  await operator.begin('openai');
  const failed = async () =>
    /^failed/.test((await operator.described('openai')).tags[ROTATION_TAGS.result] ?? '');
  await operator.until(failed, 'a failure');
  const { tags, current: still } = await operator.described('openai');
  expect(tags[ROTATION_TAGS.result]).toMatch(/rotation\.provider_unauthorised$/);
  expect([still, await ask('openai')]).toEqual([current, 200]);
  for (let minute = 0; minute < 6; minute += 1) await advance('1m');
  expect(readFileSync(join(gateway.stateDir, 'logs', 'alarms.log'), 'utf8')).toContain('RotationFailed');
}, 60_000);

test('a replaced key that leaked is deleted at once, within its grace, and no request fails meanwhile', async () => {
  await operator.putAdmin('openai', providers.adminKey);
  const dead = async () => providers.alive().openai === 1;
  const deleted = async () => {
    await operator.leaked('openai', replaced ?? '');
    await operator.until(dead, 'the deletion');
    await pause(300);
  };
  expect(new Set(await meanwhile(deleted()))).toEqual(new Set([200]));
});

test('no key that was made shows in anything that was printed, logged or stored elsewhere', () => {
  expect(providers.made()).toHaveLength(3);
  expect(leaksOf(gateway, [...providers.made(), providers.adminKey])).toEqual([]);
});
