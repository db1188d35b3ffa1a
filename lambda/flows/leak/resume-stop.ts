import type { KeyItem } from '../../../contract/tables.ts';
import type { LeakFacts } from '../../domain/leak/leak-facts.ts';
import { type LeakOutcome, leakRerollToken } from '../../domain/leak/leak-words.ts';
import { rerollSealed } from '../response/reroll-sealed.ts';
import { LEAKED, type StopLeakedKeyDeps, tellOfStop } from './stop-leaked-key.ts';

/**
 * What was done before about a value that works no more: whoever did it may have died before anybody knew, so it is told once more,
 * under the same id. Nothing is begun, because what goes by the id now may be a key that never leaked. `undefined` where it was
 * somebody else who stopped it.
 */
export async function resumeStop(
  deps: StopLeakedKeyDeps,
  leak: LeakFacts,
  found: KeyItem,
  records: readonly KeyItem[],
): Promise<LeakOutcome | undefined> {
  const { client } = found;
  if (found.state === 'quarantined' && found.stateReason === LEAKED)
    return { kind: 'quarantined', again: true, ...(await tellOfStop(deps, 'key.quarantined', leak, client)) };
  const token = leakRerollToken(leak.fingerprint);
  const made = records.find(({ rerollToken }) => rerollToken === token);
  if (made === undefined) return undefined;
  if (made.state === 'pending') {
    const { sealer } = deps;
    if (sealer === undefined) return undefined;
    if ((await rerollSealed({ ...deps, sealer }, leak.keyId, token)) === undefined) return undefined;
  }
  return { kind: 'rerolled', again: true, token, ...(await tellOfStop(deps, 'key.rerolled', leak, client)) };
}
