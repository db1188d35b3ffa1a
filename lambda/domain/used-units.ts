import type { Measures } from '../../contract/metrics.ts';
import type { Amounts, Unit } from '../../contract/quota.ts';

const MEASURE: Readonly<Record<Unit, keyof Measures>> = {
  requests: 'UsedRequests',
  units: 'UsedUnits',
  searches: 'UsedSearches',
  uploads: 'UsedUploads',
  tokens: 'UsedTokens',
};

/** What a call used of its plan's hard quota, as it is measured; nothing where the plan has none. */
export const usedUnits = (units: Amounts = {}): Measures =>
  Object.fromEntries(Object.entries(units).map(([unit, used]) => [MEASURE[unit as Unit], used]));
