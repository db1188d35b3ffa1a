import { type DetectCallsDeps, detectCalls } from '../flows/detection/detect-calls.ts';

export interface DetectDeps extends DetectCallsDeps {
  readonly logFailure: (action: string, error: unknown) => void;
}

/** What Lambda tells of the time that is left. */
export interface TimeLeft {
  getRemainingTimeInMillis(): number;
}

/** A minute of the audit is begun only where there is time for it. */
const WRAP_UP_MS = 60_000;

/** A run that fails is counted, and the next one goes on where it stopped: an error would only make Lambda repeat it as well. */
export const createHandler =
  (deps: DetectDeps) =>
  async (_event: unknown, time: TimeLeft): Promise<void> => {
    const leftMs = Math.max(0, time.getRemainingTimeInMillis() - WRAP_UP_MS);
    const until = new Date(deps.now().getTime() + leftMs);
    const done = await detectCalls(deps, until).catch((error: unknown) => {
      deps.logFailure('detect', error);
      return false;
    });
    if (!done) deps.metrics.count('DetectionFailed');
  };
