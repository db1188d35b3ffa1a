import type { HardQuota } from '../../contract/quota.ts';
import type { DoorAnswer } from './door.ts';
import type { Drill, DrillGround } from './drill.ts';

/** More calls than this are not made to a paid API for a drill. */
const CALLS_MAX = 25;

export const overQuota: Drill = {
  name: 'over-quota',
  expected: 'the call after the last one is answered with 429 and Retry-After',
  play: async (ground) => {
    const { call } = ground.wish;
    if (call === undefined)
      return {
        kind: 'skipped',
        because: 'no call is known that reaches an upstream; name one with --call PATH',
      };
    const found = smallQuota(ground, call);
    if (typeof found === 'string') return { kind: 'skipped', because: found };
    const { key } = await ground.makeKey({ plan: found.plan });
    const answers: DoorAnswer[] = [];
    for (let n = 0; n <= found.limit; n += 1) answers.push(await ground.call(key, { target: call }));
    const early = answers.slice(0, -1).find(({ status }) => status === 429);
    const last = answers.at(-1);
    const over = last?.status === 429 && last.headers['retry-after'] !== undefined;
    return {
      kind: 'played',
      sights: [
        {
          holds: early === undefined,
          seen: early
            ? 'refused before the quota was used up'
            : `${found.limit} calls of the plan ${found.plan} passed`,
        },
        {
          holds: over,
          seen: over
            ? `then 429, to be tried again after ${last?.headers['retry-after']} s`
            : `then ${last?.status}`,
        },
      ],
    };
  },
};

/** The smallest quota of requests that one key has for itself, or why there is none to use up. */
function smallQuota(
  { ports, upstream }: DrillGround,
  call: string,
): { plan: string; limit: number } | string {
  const { hardQuotas, upstreams } = ports.outputs;
  const name =
    Object.entries(upstreams).find(([, { mount }]) => call.startsWith(`${mount}/`))?.[0] ?? upstream.mount;
  const quotas = Object.entries(hardQuotas).flatMap(([plan, of]) => {
    const quota: HardQuota | undefined = of[name];
    const limit = quota?.limits.requests;
    return quota === undefined || quota.pooled || limit === undefined ? [] : [{ plan, limit }];
  });
  const [smallest] = quotas.sort((a, b) => a.limit - b.limit);
  if (smallest === undefined) return `no plan has a hard quota of requests to ${name} for each key`;
  if (smallest.limit > CALLS_MAX)
    return `the smallest hard quota is ${smallest.limit} requests; a drill makes at most ${CALLS_MAX}`;
  return smallest;
}
