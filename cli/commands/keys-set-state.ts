import type { KeyVerb } from '../../lambda/domain/key-transition.ts';
import { publishKeyEvent } from '../../lambda/flows/publish-key-event.ts';
import { refuseHoneytoken } from '../../lambda/flows/refuse-honeytoken.ts';
import { setKeyState } from '../../lambda/flows/set-key-state.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import { reasonOf } from '../key-reason.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface SetStateOptions {
  readonly ids: readonly string[];
  readonly verb: Exclude<KeyVerb, 'revoke'>;
  readonly reason?: string;
}

/** Disables, enables or quarantines keys and reports each; it is in force everywhere within 5 s. */
export async function keysSetState(
  ports: KeyPorts,
  { ids, verb, reason: typed }: SetStateOptions,
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const reason = reasonOf(typed);
  const report = await eachKey(ids, async (id) => {
    await refuseHoneytoken(ports, id);
    const { record, changed } = await setKeyState(ports, id, verb, reason);
    if (!changed) return { id, result: `already ${record.state}` };
    const heard =
      verb !== 'quarantine' || (await publishKeyEvent(ports, 'key.quarantined', record, reason ?? ''));
    const unheard = {
      problem: 'the event could not be put on the bus',
      fix: 'The key is quarantined; tell whoever listens for key.quarantined',
    };
    return { id, result: record.state, ...(heard ? {} : unheard) };
  });
  const notes = [...(report.notes ?? []), '', 'In force everywhere within 5 s.'];
  return { ...report, notes };
}
