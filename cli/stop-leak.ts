import type { LeakAction } from '../contract/leak-intake.ts';
import type { KeyItem } from '../contract/tables.ts';
import { publishKeyEvent } from '../lambda/flows/publish-key-event.ts';
import { rerollKey } from '../lambda/flows/reroll-key.ts';
import { setKeyState } from '../lambda/flows/set-key-state.ts';
import { withholdKey } from '../lambda/flows/withhold-key.ts';
import type { KeyPorts } from './ports.ts';

/** What stops a key that leaked. */
export type StopAction = Exclude<LeakAction, 'report'>;

export interface StoppedLeak {
  /** Whether the key that leaked works no more. */
  readonly stopped: boolean;
  readonly result: string;
  /** The key in its place, which exists nowhere else. */
  readonly key?: string;
  readonly problem?: string;
  /** Record of that key. */
  readonly made?: KeyItem;
}

const REASON = 'found by leaks check';

/** Stops a key that leaked: for now, or by giving its client another one at once. In force everywhere within 5 s. */
export async function stopLeak(ports: KeyPorts, action: StopAction, id: string): Promise<StoppedLeak> {
  if (action === 'quarantine') {
    const { record } = await setKeyState(ports, id, 'quarantine', REASON);
    const heard = await publishKeyEvent(ports, 'key.quarantined', record, REASON);
    const problem = `${id} is quarantined, but the event could not be put on the bus; tell whoever listens for it`;
    return { stopped: true, result: 'quarantined', ...(heard ? {} : { problem }) };
  }
  const token = `leak-${Buffer.from(ports.random(12)).toString('hex')}`;
  const { record, given } = await rerollKey(ports, id, { graceSeconds: 0, endsOnFirstUse: false, token });
  const key = given.kind === 'shown' ? { key: given.key.reveal(), made: record } : {};
  return { stopped: true, result: 'rerolled', ...key };
}

/** Keys that could not be shown open nothing, so that a reroll can make others. */
export async function withholdStopped(
  ports: KeyPorts,
  stopped: readonly (readonly [id: string, leak: StoppedLeak])[],
): Promise<string> {
  const made = stopped.flatMap(([id, leak]) => (leak.made === undefined ? [] : [{ id, record: leak.made }]));
  const back = await Promise.allSettled(made.map(({ record }) => withholdKey(ports.registry, record)));
  const left = made.filter((_made, n) => back[n]?.status === 'rejected').map(({ id }) => id);
  const ids = made.map(({ id }) => id).join(', ');
  if (made.length === 0) return 'the report could not be shown; what it was to do was done';
  return left.length === 0
    ? `the new keys could not be shown and open nothing; reroll again: ${ids}`
    : `the new keys could not be shown; reroll again at once: ${ids}`;
}
