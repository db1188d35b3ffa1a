import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { sourceRange } from '../../lambda/domain/source-range.ts';
import { unblockRange } from '../../lambda/flows/block-range.ts';
import { removeHoneytoken } from '../../lambda/flows/remove-honeytoken.ts';
import { revokeKey } from '../../lambda/flows/revoke-key.ts';
import type { DrillPorts } from './drill-ports.ts';

/** Ids of all that drills made, noted before it was made. */
export interface Tidying {
  readonly keys: string[];
  readonly decoys: string[];
}

/** A use that the responder has not answered by then is answered later: its block would stay. */
const ANSWERED_MS_MAX = 20_000;

/**
 * Takes everything away that a drill made, and lets every source in again that was blocked for the use of one of its decoys.
 * Gives back what could not be taken away, with the command for it. A failure keeps none of the rest from being tidied.
 */
export async function tidyUp(ports: DrillPorts, { keys, decoys }: Tidying): Promise<readonly string[]> {
  const left: string[] = [];
  const attempt = async (command: string, tidy: () => Promise<unknown>): Promise<void> => {
    await tidy().catch((error: unknown) => {
      if (!(error instanceof OperatorFault)) throw error;
      if (error.code === 'key.unknown' || error.code === 'honeytoken.unknown') return; // it was never made
      left.push(`${command} (${error.message})`);
    });
  };
  // Nobody has these keys, so nobody needs to wait until they are forgotten.
  const deps = { ...ports, pause: () => Promise.resolve() };
  for (const id of decoys) {
    await attempt(`honeytokens trips ${id}, then blocklist remove`, () => letIn(ports, id));
    await attempt(`honeytokens remove ${id}`, () => removeHoneytoken(deps, id, 'the drill is over'));
  }
  for (const id of keys)
    await attempt(`keys revoke ${id}`, async () => {
      const { leftover } = await revokeKey(deps, id, 'the drill is over');
      if (leftover !== undefined) throw leftover;
    });
  return left;
}

/** Waits until the use is answered, because a block that comes after its removal would stay. */
async function letIn(ports: DrillPorts, decoy: string): Promise<void> {
  const startedAt = ports.ticks();
  const since = new Date(ports.now().getTime() - 3_600_000);
  for (;;) {
    const sources = new Set<string>();
    let waiting = false;
    for await (const { trips, answers = {} } of ports.trips.of(decoy, since))
      for (const { ip } of trips) {
        const range = sourceRange(ip) ?? ip;
        if (answers[range] === undefined) waiting = true;
        if (answers[range]?.startsWith('source blocked') === true) sources.add(range);
      }
    if (!waiting) {
      for (const range of sources) await unblockRange(ports, range);
      return;
    }
    if (ports.ticks() - startedAt > ANSWERED_MS_MAX)
      throw new OperatorFault('honeytoken.changed', 'the use is not answered yet', 'look again in a minute');
    await ports.pause(100);
  }
}
