import { nextSweepAction } from '../../domain/rotation/next-sweep-action.ts';
import { pendingOf, type RotationFacts, versionAt } from '../../domain/rotation/rotation-facts.ts';
import { performActions } from './perform-actions.ts';
import { proveDead } from './prove-dead.ts';
import { rotateKey } from './rotate-key.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** Between two tries with a key that should be dead: how precisely the lag is known. */
export const PROBE_EVERY_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * Promotes what an operator has put, retires what was replaced long enough ago, removes what was left behind, and goes on trying
 * keys that should be dead, until `until`.
 */
export async function sweepKeys(
  deps: RotationDeps,
  policy: { readonly keyDaysMax?: number },
  until: Date,
): Promise<void> {
  for (let first = true; ; first = false) {
    const { facts, action } = await performActions(deps, until, (now, hand) =>
      nextSweepAction(now, deps.graceMs, hand.retired),
    );
    if (first) countAge(deps, facts, policy.keyDaysMax);
    const pending = facts.minted ? undefined : pendingOf(facts);
    if (first && pending?.key !== undefined) {
      await promotePut(deps, pending.id, until);
      continue; // what it replaced may have to be retired at once
    }
    if (action.do !== 'prove') return;
    await proveDead(deps, facts, action.versionIds);
    if (deps.now().getTime() + PROBE_EVERY_MS > until.getTime()) return;
    await deps.pause(PROBE_EVERY_MS);
  }
}

async function promotePut(deps: RotationDeps, versionId: string, until: Date): Promise<void> {
  try {
    await rotateKey(deps, 'testSecret', versionId, until);
    await rotateKey(deps, 'finishSecret', versionId, until);
  } catch {
    // Counted and told where it failed. What there is to prove is proven nevertheless.
  }
}

function countAge(deps: RotationDeps, facts: RotationFacts, keyDaysMax: number | undefined): void {
  const current = versionAt(facts, 'AWSCURRENT');
  if (keyDaysMax === undefined || current?.key === undefined) return;
  const ageMs = facts.now.getTime() - current.createdAt.getTime();
  if (ageMs > keyDaysMax * DAY_MS) deps.metrics.count('UpstreamKeyOverdue');
}
