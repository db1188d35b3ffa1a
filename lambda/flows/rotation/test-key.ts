import { Fault } from '../../domain/fault.ts';
import type { RotationAction } from '../../domain/rotation/rotation-action.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** A provider's many front doors learn of a new key one by one: once accepted is not accepted everywhere. */
export const ACCEPTED_IN_A_ROW = 3;
const BETWEEN_ACCEPTED_MS = 1_000;
const BETWEEN_OTHERS_MS = 5_000;

type Test = Extract<RotationAction, { do: 'test' }>;

/**
 * Asks the upstream with a version's key until it was accepted, several times in a row where that is for good. Rejects at `until` with
 * `rotation.key_refused`, or with `rotation.unclear` where the upstream did not say either.
 */
export async function testKey(deps: RotationDeps, { versionId, how }: Test, until: Date): Promise<void> {
  const held = await deps.secret.read(versionId);
  if (held === undefined) throw new Fault('rotation.abandoned');
  if (deps.probe === undefined) return;
  const wanted = how === 'once' ? 1 : ACCEPTED_IN_A_ROW;
  for (let accepted = 0; ; ) {
    const answer = await deps.probe.probe(held);
    accepted = answer === 'accepted' ? accepted + 1 : 0;
    if (accepted === wanted) return;
    const waitMs = answer === 'accepted' ? BETWEEN_ACCEPTED_MS : BETWEEN_OTHERS_MS;
    if (deps.now().getTime() + waitMs > until.getTime())
      throw new Fault(answer === 'refused' ? 'rotation.key_refused' : 'rotation.unclear');
    await deps.pause(waitMs);
  }
}
