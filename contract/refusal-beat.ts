/**
 * Refusals leave the authorizer at multiples of this time after they came in, so that a stranger cannot tell from the time
 * what was done for them: docs/decisions/0007-refusals-leave-on-a-beat.md. Longer than a look-up and a record usually take
 * together, short enough that a flood of wrong keys does not fill the account's concurrency.
 */
export const REFUSAL_BEAT_MS = 40;
