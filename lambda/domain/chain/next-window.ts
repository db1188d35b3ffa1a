/** Records from then on, up to and not including then. Never reaches over the end of an hour: one partition of each shard. */
export interface SealWindow {
  readonly from: Date;
  readonly to: Date;
}

const HOUR_MS = 3_600_000;
/** A run after a long silence seals in steps, so that each is done before the function's time is up. */
const WINDOW_MS_MAX = 10 * 60_000;

/**
 * What is to be sealed next; `undefined` while nothing is old enough. A chain that begins begins with an hour, so that what
 * was recorded before the first run of a new stage is sealed as well.
 */
export function nextWindow(
  sealedTo: Date | undefined,
  now: Date,
  lagSeconds: number,
): SealWindow | undefined {
  const ripe = Math.floor((now.getTime() - lagSeconds * 1000) / 1000) * 1000;
  const from = sealedTo?.getTime() ?? startOfHour(ripe);
  const to = Math.min(ripe, from + WINDOW_MS_MAX, startOfHour(from) + HOUR_MS);
  return to > from ? { from: new Date(from), to: new Date(to) } : undefined;
}

const startOfHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** How long after its end an hour is looked through once more for records that came late. */
const SWEEP_AFTER_HOURS = [1, 25];

/** The last manifest that may name late records of an hour begins this long after the hour does, at the latest unless sealing stood still. */
export const LATE_MS_MAX = 25 * HOUR_MS;

/** The hours to look through with the first window of an hour: the one that ended just now, and the one that ended a day ago. */
export function hoursToSweep({ from }: SealWindow): readonly Date[] {
  if (from.getTime() % HOUR_MS !== 0) return [];
  return SWEEP_AFTER_HOURS.map((hours) => new Date(from.getTime() - hours * HOUR_MS));
}
