import { type CountryOf, type SeenCall, seenCall } from '../../domain/detection/seen-call.ts';
import { auditEntries } from '../audit-entries.ts';
import type { AuditSearch } from '../operator-ports.ts';

/** The calls that came from one moment on and before another one, by key. They have to fit into memory: ask for little at once. */
export async function callsBetween(
  audit: AuditSearch,
  countryOf: CountryOf,
  { from, to, keyId }: { readonly from: Date; readonly to: Date; readonly keyId?: string },
): Promise<ReadonlyMap<string, readonly SeenCall[]>> {
  const end = new Date(to.getTime() - 1); // both ends are included
  const byKey = new Map<string, SeenCall[]>();
  for await (const entry of auditEntries(audit, { match: {}, keyId }, { since: from, end })) {
    const call = seenCall(entry, countryOf);
    if (call === undefined) continue;
    const calls = byKey.get(call.keyId) ?? [];
    calls.push(call);
    byKey.set(call.keyId, calls);
  }
  return byKey;
}

const HOUR_MS = 3_600_000;

/** The end of what may be read at once from a moment on: `stepMs` later, the end of the hour, or `end`. */
export const stepEnd = (from: Date, end: Date, stepMs = HOUR_MS): Date => {
  const hourEnd = (Math.floor(from.getTime() / HOUR_MS) + 1) * HOUR_MS;
  return new Date(Math.min(from.getTime() + stepMs, hourEnd, end.getTime()));
};
