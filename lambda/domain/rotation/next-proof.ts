import type { RotationAction } from './rotation-action.ts';
import type { RotationVersion } from './rotation-facts.ts';
import { labelledAt, labelsOf } from './version-label.ts';

/** Refused at every try for so long, a key is dead. Deleted keys of Google's have come back to life within minutes. */
export const PROOF_WINDOW_MS = 10 * 60_000;
/** Deleted keys of Google's have been accepted for 23 minutes; one that lives longer is somebody's business. */
export const LINGER_MS = 30 * 60_000;

export interface Proof {
  readonly action: RotationAction;
  /** Whether somebody should know that the key may still be accepted. */
  readonly alive: boolean;
  /** From its deletion to the first refusal that lasted; only once it is dead. */
  readonly lagMs?: number;
}

/** What a try with a retired key says. Without a probe nothing can be proven, and nothing is waited for. */
export function nextProof(
  version: RotationVersion,
  answer: 'accepted' | 'refused' | 'unclear' | 'not-tried',
  now: Date,
): Proof {
  const retiredAt = labelledAt(version, 'retired') ?? now;
  const refusedAt = labelledAt(version, 'refused');
  const urgent = labelledAt(version, 'compromised') !== undefined;
  const overdue = now.getTime() - retiredAt.getTime() >= LINGER_MS;
  const versionId = version.id;
  if (answer === 'not-tried') return { action: { do: 'label', kind: 'dead', versionId }, alive: urgent };
  if (answer === 'accepted') {
    const [stage] = labelsOf(version, 'refused');
    const action: RotationAction =
      stage === undefined ? { do: 'nothing' } : { do: 'unlabel', stage, versionId };
    return { action, alive: urgent || overdue };
  }
  if (answer === 'unclear') return { action: { do: 'nothing' }, alive: urgent };
  if (refusedAt === undefined) return { action: { do: 'label', kind: 'refused', versionId }, alive: urgent };
  if (now.getTime() - refusedAt.getTime() < PROOF_WINDOW_MS)
    return { action: { do: 'nothing' }, alive: urgent };
  const lagMs = Math.max(0, refusedAt.getTime() - retiredAt.getTime());
  return { action: { do: 'label', kind: 'dead', versionId }, alive: false, lagMs };
}
