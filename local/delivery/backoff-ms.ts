const FIRST_MS = 1_000;
const LONGEST_MS = 600_000;

/** Exponential, with a ceiling. AWS adds jitter and publishes no figures; without jitter a test can tell when a retry is due. */
export const backoffMs = (retries: number): number => Math.min(FIRST_MS * 2 ** retries, LONGEST_MS);
