import type { DetectorName } from '../../../contract/detection.ts';
import type { CountryOf, SeenCall } from '../../domain/detection/seen-call.ts';
import { watchCalls } from '../../domain/detection/watch-calls.ts';
import type { AuditSearch } from '../operator-ports.ts';
import { callsBetween, stepEnd } from './calls-between.ts';
import { type RaiseFindingDeps, raiseFinding } from './raise-finding.ts';

export interface DetectCallsDeps extends RaiseFindingDeps {
  readonly audit: AuditSearch;
  readonly countryOf: CountryOf;
}

/** A record may be written this much later than it is dated. */
const LAG_MS = 2 * 60_000;
/** What is read at once. */
const STEP_MS = 60_000;
/** Whoever is told this late is told too late. */
const LATE_MS = 30 * 60_000;
/** Keys that are worked on at once. */
const KEYS_AT_ONCE = 16;

/**
 * Looks at every call that came since the last run, minute by minute, up to where nothing more is written. A key's profile is kept
 * after its findings were told, and the cursor moves after all keys: a run that dies is done again, and gives the same findings.
 * The first run begins now; what was before is for a replay. False where it is too far behind.
 */
export async function detectCalls(deps: DetectCallsDeps, until: Date): Promise<boolean> {
  const end = new Date(deps.now().getTime() - LAG_MS);
  let cursor = await deps.desk.cursor();
  if (cursor === undefined) {
    await deps.desk.moveCursor(undefined, end);
    return true;
  }
  while (cursor < end && deps.now() < until) {
    const to = stepEnd(cursor, end, STEP_MS);
    const seen = await callsBetween(deps.audit, deps.countryOf, { from: cursor, to });
    await eachKey([...seen], (keyId, calls) => look(deps, keyId, calls));
    if (!(await deps.desk.moveCursor(cursor, to))) return true; // another run is ahead
    cursor = to;
  }
  return end.getTime() - cursor.getTime() < LATE_MS;
}

type KeyCalls = readonly [keyId: string, calls: readonly SeenCall[]];

async function eachKey(
  keys: readonly KeyCalls[],
  work: (keyId: string, calls: readonly SeenCall[]) => Promise<void>,
): Promise<void> {
  for (let n = 0; n < keys.length; n += KEYS_AT_ONCE)
    await Promise.all(keys.slice(n, n + KEYS_AT_ONCE).map(([keyId, calls]) => work(keyId, calls)));
}

async function look(deps: DetectCallsDeps, keyId: string, calls: readonly SeenCall[]): Promise<void> {
  const read = await deps.desk.profile(keyId);
  const on = (name: DetectorName): boolean => deps.modes[name] !== 'off';
  const { profile, findings } = watchCalls(read.profile, calls, on);
  for (const finding of findings) await raiseFinding(deps, finding);
  if (profile !== read.profile) await deps.desk.keep(keyId, read, profile, deps.now());
}
