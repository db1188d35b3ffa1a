import { isLeakEvent, readLeakEvent } from '../domain/leak/read-leak-event.ts';
import { isCloudTrailCall, readSecretRead } from '../domain/response/read-secret-read.ts';
import { readTripEvent } from '../domain/response/read-trip-event.ts';
import { type RespondToLeakDeps, respondToLeak } from '../flows/leak/respond-to-leak.ts';
import { type ReconcileWallDeps, reconcileWall } from '../flows/response/reconcile-wall.ts';
import { recordSecretRead } from '../flows/response/record-secret-read.ts';
import { type RespondDeps, respond } from '../flows/response/respond.ts';
import { sweepTrips } from '../flows/response/sweep-trips.ts';

export interface ResponderDeps extends RespondDeps, ReconcileWallDeps, RespondToLeakDeps {
  /** Names of the secrets that nobody should read. */
  readonly decoySecrets: readonly string[];
}

/** Something is left to do: Lambda delivers the event again, and every sweep tries as well. */
class ResponseUnfinished extends Error {
  constructor() {
    super('something is left to do');
    this.name = 'ResponseUnfinished';
  }
}

/**
 * Answers a `honeytoken.tripped` and a `leak.reported`; raises one for CloudTrail's word that a decoy secret was read; or `{ "run": "sweep" }`: all
 * that no event has answered, and WAF.
 */
export const createHandler =
  (deps: ResponderDeps) =>
  async (event: unknown): Promise<void> => {
    if (Object(event).run === 'sweep') {
      const failed = await sweepTrips(deps);
      const followed = await reconcileWall(deps).catch((error: unknown) => {
        deps.logFailure('wall', error);
        return false;
      });
      if (failed > 0 || !followed) deps.metrics.count('ResponderFailed');
      return;
    }
    const task = taskOf(deps, event);
    if (task === undefined) {
      // Delivered again it would be no better.
      deps.metrics.count('ResponderFailed');
      deps.logFailure('read the event', { name: 'Unreadable' });
      return;
    }
    const done = await task.run().catch((error: unknown) => {
      deps.logFailure(task.name, error);
      return false;
    });
    if (done) return;
    deps.metrics.count('ResponderFailed');
    throw new ResponseUnfinished();
  };

/** What an event asks for; `run` gives back whether all of it is done. `undefined` for one that cannot be read. */
function taskOf(deps: ResponderDeps, event: unknown) {
  if (isLeakEvent(event)) {
    const leak = readLeakEvent(event);
    return leak && { name: 'answer the leak', run: () => respondToLeak(deps, leak) };
  }
  if (isCloudTrailCall(event)) {
    const read = readSecretRead(event, deps.decoySecrets);
    return read && { name: 'record', run: () => recordSecretRead(deps, read).then(() => true) };
  }
  const trip = readTripEvent(event);
  return trip && { name: 'respond', run: () => respond(deps, trip) };
}
