import { nextProof } from '../../domain/rotation/next-proof.ts';
import { type RotationFacts, versionOf } from '../../domain/rotation/rotation-facts.ts';
import { labelFor } from '../../domain/rotation/version-label.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** One try with each key that should be dead; what it says is written on the key's version. */
export async function proveDead(
  deps: RotationDeps,
  facts: RotationFacts,
  versionIds: readonly string[],
): Promise<void> {
  for (const id of versionIds) {
    const version = versionOf(facts, id);
    const held = await deps.secret.read(id);
    if (version === undefined) continue;
    const answer =
      held === undefined || deps.probe === undefined ? 'not-tried' : await deps.probe.probe(held);
    const now = deps.now();
    const { action, alive, lagMs } = nextProof(version, answer, now);
    if (alive) deps.metrics.count('OldUpstreamKeyAlive');
    if (action.do === 'unlabel') await deps.secret.detach(action.stage, id);
    if (action.do !== 'label') continue;
    await deps.secret.attach(labelFor(action.kind, id, now), id);
    if (action.kind !== 'dead') continue;
    const proof = lagMs === undefined ? 'unproven' : `dead lag=${Math.round(lagMs / 1000)}s`;
    await deps.secret.note('proof', `${proof} ${now.toISOString()} ${id}`);
  }
}
