import type { Clock } from '../ports.ts';
import { answerRecord, type RespondDeps } from './respond.ts';

/** A use that waits this long was not answered by its event. */
const EVENT_MS = 5_000;
/** Records of one sweep; the next one goes on. */
const RECORDS_MAX = 50;
/** No new record is begun after this. */
const SWEEP_MS_MAX = 30_000;

/**
 * Answers what no event has: the bus was down, or whoever answered died. Then looks after records that only count, whose uses
 * are told of with the next page. One record that fails keeps no other back. Gives back how many failed.
 */
export async function sweepTrips(deps: RespondDeps): Promise<number> {
  const startedAt = deps.now().getTime();
  let failed = 0;
  for (const state of ['waiting', 'counting'] as const) {
    const before = new Date(startedAt - EVENT_MS);
    for (const place of await deps.desk.unsettled(state, before, RECORDS_MAX)) {
      if (elapsed(deps.now, startedAt) > SWEEP_MS_MAX) return failed;
      const done = await answerRecord(deps, place).catch((error: unknown) => {
        deps.logFailure('sweep', error);
        return false;
      });
      if (!done) failed += 1;
    }
  }
  return failed;
}

const elapsed = (now: Clock, since: number): number => now().getTime() - since;
