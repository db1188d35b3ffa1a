import type { KeyItem } from '../../contract/tables.ts';
import { type KeyVerb, nextState } from '../domain/key-transition.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { changeLineage } from './change-lineage.ts';
import type { ActionLog, KeyRegistry } from './operator-ports.ts';
import { readLineage } from './read-lineage.ts';

export interface SetKeyStateDeps {
  readonly registry: KeyRegistry;
  readonly actions: ActionLog;
}

export interface KeyStateSet {
  readonly record: KeyItem;
  /** False when the key was in that state before. */
  readonly changed: boolean;
}

/** Disables, enables, quarantines or revokes a key: every key that goes by the id, one in its grace included. */
export async function setKeyState(
  deps: SetKeyStateDeps,
  id: string,
  verb: KeyVerb,
  reason: string | undefined,
): Promise<KeyStateSet> {
  const lineage = await readLineage(deps.registry, id);
  const { current, before } = lineage;
  const next = nextState(current.state, verb);
  if (next.kind === 'refused')
    throw new OperatorFault(
      'key.unfit',
      `${id} is ${current.state}, so it cannot be changed by ${verb}`,
      current.state === 'pending' ? 'finish its reroll, or revoke it' : 'make another key, or leave it so',
    );
  const left = before.filter(({ state }) => state !== current.state && state !== 'revoked');
  if (next.kind === 'already' && left.length === 0) return { record: current, changed: false };
  const to = next.kind === 'already' ? current.state : next.to;
  const after = { ...current, state: to, stateReason: reason };
  return deps.actions.during({ action: `keys.${verb}`, subject: id, before: keyState(current) }, async () => {
    await changeLineage(deps.registry, lineage, { state: to, stateReason: reason });
    return { result: { record: after, changed: true }, after: keyState(after) };
  });
}
