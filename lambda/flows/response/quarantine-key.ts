import { OperatorFault } from '../../domain/operator-fault.ts';
import { readLineage } from '../read-lineage.ts';
import { type KeyStateSet, type SetKeyStateDeps, setKeyState } from '../set-key-state.ts';

/**
 * Denies a key. `undefined` where there is none any more, or it is revoked. Of several responders that are told of one thing at
 * once, those that come second look again.
 */
export async function quarantineKey(
  deps: SetKeyStateDeps,
  keyId: string,
  reason: string,
  triesLeft = 4,
): Promise<KeyStateSet | undefined> {
  try {
    return await setKeyState(deps, keyId, 'quarantine', reason);
  } catch (error) {
    const code = error instanceof OperatorFault ? error.code : undefined;
    if (code === 'key.unknown') return undefined;
    if (code === 'key.unfit') {
      // Any other that is unfit has a predecessor that works: a reroll is under way.
      if ((await readLineage(deps.registry, keyId)).current.state === 'revoked') return undefined;
      throw error;
    }
    if (code !== 'key.changed' || triesLeft === 0) throw error;
    return quarantineKey(deps, keyId, reason, triesLeft - 1);
  }
}
