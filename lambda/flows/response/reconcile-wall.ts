import { type BlockInForce, planWall } from '../../domain/response/plan-wall.ts';
import type { Clock } from '../ports.ts';

/** One IP set of WAF. */
export interface IpSetDesk {
  readonly family: 'IPV4' | 'IPV6';
  read(): Promise<{ readonly addresses: readonly string[]; readonly lockToken: string }>;
  /** Replaces all addresses. `stale`: somebody else wrote since `lockToken` was read. `throttled`: too soon. Neither wrote. */
  write(addresses: readonly string[], lockToken: string): Promise<'written' | 'stale' | 'throttled'>;
}

export interface ReconcileWallDeps {
  /** None where the stage has no WAF. */
  readonly ipSets: readonly IpSetDesk[];
  readonly inForce: (now: Date) => Promise<readonly BlockInForce[]>;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** WAF takes about one update a second (https://docs.aws.amazon.com/waf/latest/developerguide/limits.html). */
const PACE_MS = 1_100;
const TRIES_MAX = 4;

/**
 * Makes WAF's IP sets hold the blocklist. They only follow: the authorizer refuses whoever is on the list before they do. False
 * where one could not be written in a few tries; the next sweep begins anew.
 */
export async function reconcileWall(deps: ReconcileWallDeps): Promise<boolean> {
  if (deps.ipSets.length === 0) return true;
  const blocks = await deps.inForce(deps.now());
  let done = true;
  for (const ipSet of deps.ipSets) done = (await follow(deps, ipSet, blocks)) && done;
  return done;
}

async function follow(
  { pause }: ReconcileWallDeps,
  ipSet: IpSetDesk,
  blocks: readonly BlockInForce[],
): Promise<boolean> {
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const { addresses, lockToken } = await ipSet.read();
    const next = planWall(ipSet.family, blocks, addresses);
    if (next === undefined) return true;
    const outcome = await ipSet.write(next, lockToken);
    await pause(tries * PACE_MS);
    if (outcome === 'written') return true;
  }
  return false;
}
