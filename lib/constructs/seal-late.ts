/**
 * The alarm on what does not happen: a function that is never run counts no failure. Only where requests come is there anything
 * to seal, so a stage that was just deployed, or sleeps, is well.
 */
export const SEAL_LATE = {
  name: 'AuditSealLate',
  threshold: 1,
  /** Quarters of an hour that are looked at, and in how many of them requests came and nothing was sealed. */
  periods: 8,
  of: 2,
  meaning: 'Requests came in two quarters of an hour in which nothing of the audit trail was sealed.',
} as const;
