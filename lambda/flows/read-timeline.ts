import type { AuditEntry, OperatorItem } from '../../contract/audit-entry.ts';
import { CallJoiner, type CallRow } from '../domain/join-calls.ts';
import { auditEntries, CALL_MS_MAX } from './audit-entries.ts';
import type { AuditSearch } from './operator-ports.ts';

export interface TimelineFilter {
  /** A key's id, or whatever else an action can be about, such as an upstream's name. Absent: everything. */
  readonly subject?: string;
  readonly since: Date;
  readonly until?: Date;
  readonly limit: number;
}

/** What an operator did, its records joined. */
export interface ActionRow {
  readonly kind: 'action';
  readonly at: string;
  readonly operator: string;
  readonly action: string;
  readonly subject: string;
  /** `unfinished`: it began and no end was recorded. */
  readonly result: 'done' | 'failed' | 'unfinished';
  readonly problem: string | null;
  readonly before: Readonly<Record<string, string>> | null;
  readonly after: Readonly<Record<string, string>> | null;
}

export type TimelineRow = ActionRow | (CallRow & { readonly kind: 'call' });

export interface Timeline {
  readonly items: readonly TimelineRow[];
  /** Rows that are older than the first one were left out. */
  readonly cut: boolean;
  /** Sort keys of records under that key that lie where no verification reads: no function of the stack wrote them. They are left out. */
  readonly strays: readonly string[];
}

/** Calls and operators' actions in the order in which they happened; the newest `limit` of them. */
export async function readTimeline(audit: AuditSearch, filter: TimelineFilter, now: Date): Promise<Timeline> {
  const { subject, since, until } = filter;
  const joiner = new CallJoiner();
  const ends = new Map<string, OperatorItem>();
  const rows: TimelineRow[] = [];
  const strays: string[] = [];
  const onStray = ({ entry }: AuditEntry): void => void strays.push(entry);
  const take = (call: CallRow) => rows.push({ kind: 'call', ...call });
  const range = {
    since,
    end: new Date(Math.min(now.getTime(), until?.getTime() ?? now.getTime()) + CALL_MS_MAX),
  };
  for await (const entry of auditEntries(audit, { keyId: subject, match: {}, onStray }, range)) {
    if (entry.kind !== 'operator') joiner.push(entry).forEach(take);
    else if (entry.phase === 'begun') rows.push(actionOf(entry, ends.get(entry.callId)));
    else ends.set(entry.callId, entry);
  }
  joiner.end(since).forEach(take);
  const wanted = rows
    .filter(({ at }) => at >= since.toISOString() && (until === undefined || at <= until.toISOString()))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return { items: wanted.slice(-filter.limit), cut: wanted.length > filter.limit, strays };
}

function actionOf(begun: OperatorItem, end: OperatorItem | undefined): ActionRow {
  const { at, operator, action, subject, before } = begun;
  return {
    ...{ kind: 'action' as const, at, operator, action, subject },
    result: end === undefined || end.phase === 'begun' ? 'unfinished' : end.phase,
    problem: end?.problem ?? null,
    before: before ?? null,
    after: end?.after ?? null,
  };
}
