import { keyIdOf } from '../../lambda/domain/key-id.ts';
import type { KeyRequest } from '../../lambda/domain/key-request.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { createKey } from '../../lambda/flows/create-key.ts';
import { plantHoneytoken } from '../../lambda/flows/plant-honeytoken.ts';
import { readySealKey } from '../../lambda/flows/seal-key.ts';
import { isRefused } from './answers.ts';
import type { DrillGround, DrillKey, DrillWish } from './drill.ts';
import type { DrillPorts } from './drill-ports.ts';
import type { Tidying } from './tidy-up.ts';

const EVERY_MS = 50;
/** API Gateway takes some seconds to know a new usage key. */
const KNOWN_MS_MAX = 20_000;

export interface DrillPlan {
  readonly wish: DrillWish;
  readonly mark: string;
  /** Among all drills; the same in every run. */
  readonly place: number;
  readonly tidying: Tidying;
}

/** The ground of one drill. What it makes is on `tidying` before it is made, so that nothing is left behind whatever breaks. */
export function drillGround(ports: DrillPorts, { wish, mark, place, tidying }: DrillPlan): DrillGround {
  const [upstream] = Object.values(ports.outputs.upstreams);
  if (upstream === undefined)
    throw new OperatorFault('input.refused', 'the gateway has no upstream', 'add one to the config');
  const closedPath = `${upstream.mount}/${mark}`;
  // RFC 5737: nobody's. Its own for each drill, because a source that was just let through is not blocked.
  const address = `192.0.2.${100 + place}`;
  const { plans, pools } = ports.outputs;
  const deps = { ...ports, plans, pools };

  const goOn = (): void => {
    if (ports.stop.aborted)
      throw new OperatorFault('drill.stopped', 'the drill was stopped', 'run it again when it suits');
  };
  const call: DrillGround['call'] = (
    credential,
    { method = 'GET', target = closedPath, headers = {} } = {},
  ) => {
    goOn();
    const key = credential.reveal();
    const carried = { 'x-api-key': key, 'x-goog-api-key': key, authorization: `Bearer ${key}` };
    const about = { 'user-agent': mark, host: new URL(ports.outputs.url).host, ...ports.from(address) };
    return ports.door.send({ method, target, headers: { ...about, ...carried, ...headers } });
  };
  const until: DrillGround['until'] = async (startedAt, limitMs, holds) => {
    for (;;) {
      goOn();
      const held = await holds();
      const ms = ports.ticks() - startedAt;
      if (held || ms > limitMs) return held ? ms : undefined;
      await ports.pause(EVERY_MS);
    }
  };
  const request = (more: Partial<KeyRequest>): KeyRequest => ({
    ...{ client: mark, products: ports.outputs.products, plan: Object.keys(plans)[0] ?? '', ips: [] },
    ...{ expiresAtSeconds: Math.floor(ports.now().getTime() / 1_000) + 3_600, note: 'a drill' },
    labels: { drill: mark },
    ...more,
  });

  return {
    ...{ mark, wish, ports, address, upstream, closedPath, call, until, ticks: ports.ticks },
    makeKey: async (more = {}) => {
      goOn();
      const id = keyIdOf(ports.random(14));
      tidying.keys.push(id);
      const made = await createKey(deps, request(more), id);
      if (more.ips !== undefined) return made;
      const known = async () => !isRefused(await call(made.key));
      if ((await until(ports.ticks(), KNOWN_MS_MAX, known)) !== undefined) return made;
      throw new OperatorFault(
        'input.refused',
        `a new key is refused at ${upstream.mount}`,
        'see whether this machine is blocked (`blocklist list`), and where clients of this upstream carry their key',
      );
    },
    plantDecoy: async (beside: DrillKey) => {
      goOn();
      const sealKey = await readySealKey(ports);
      const id = keyIdOf(ports.random(14));
      tidying.decoys.push(id);
      const planted = { label: `${mark}: a decoy that is used on purpose`, beside: beside.record.id };
      return plantHoneytoken(deps, sealKey, request({}), planted, id);
    },
  };
}
