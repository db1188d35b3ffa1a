import { isCloudTrailCall, readSecretRead } from '../domain/response/read-secret-read.ts';
import { readTripEvent } from '../domain/response/read-trip-event.ts';
import { type ReconcileWallDeps, reconcileWall } from '../flows/response/reconcile-wall.ts';
import { recordSecretRead } from '../flows/response/record-secret-read.ts';
import { type RespondDeps, respond } from '../flows/response/respond.ts';
import { sweepTrips } from '../flows/response/sweep-trips.ts';

export interface ResponderDeps extends RespondDeps, ReconcileWallDeps {
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
 * Answers a `honeytoken.tripped`; raises one for CloudTrail's word that a decoy secret was read; or `{ "run": "sweep" }`: all
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
    const read = isCloudTrailCall(event);
    const facts = read ? readSecretRead(event, deps.decoySecrets) : readTripEvent(event);
    if (facts === undefined) {
      // Delivered again it would be no better.
      deps.metrics.count('ResponderFailed');
      deps.logFailure('read the event', { name: 'Unreadable' });
      return;
    }
    const answered = read ? recordSecretRead(deps, facts).then(() => true) : respond(deps, facts);
    const done = await answered.catch((error: unknown) => {
      deps.logFailure(read ? 'record' : 'respond', error);
      return false;
    });
    if (done) return;
    deps.metrics.count('ResponderFailed');
    throw new ResponseUnfinished();
  };
