import type { Metrics, QuotaStore } from './ports.ts';
import type { Reservation } from './reserve-quota.ts';

export interface SettleQuotaDeps {
  readonly quotas: QuotaStore;
  readonly metrics: Metrics;
}

/** How an exchange ended, as far as tokens go. */
export interface TokenUse {
  /** What the upstream said; `undefined` if it said nothing. */
  readonly total: number | undefined;
  /** The status it answered with; `undefined` if it gave none. */
  readonly status: number | undefined;
}

/**
 * Gives back the tokens that were reserved and not used. What the upstream refused costs nothing; an answer that was cut
 * before it told its use keeps the whole reservation. A failure to settle leaves the count too high, never too low.
 */
export async function settleQuota(
  deps: SettleQuotaDeps,
  { counter, taken }: Reservation,
  { total, status }: TokenUse,
): Promise<void> {
  const reserved = taken.tokens ?? 0;
  const used = total ?? (status !== undefined && status >= 400 ? 0 : reserved);
  if (reserved === 0 || used === reserved) return;
  await deps.quotas
    .add(counter, { tokens: used - reserved })
    .catch(() => deps.metrics.count('QuotaCountFailed'));
}
