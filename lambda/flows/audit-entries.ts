import type { AuditEntry } from '../../contract/audit-entry.ts';
import { AUDIT_SHARDS } from '../../contract/tables.ts';
import { hourOf, inItsPlace, shardOf } from '../domain/audit-record.ts';
import { mergeNewest } from './merge-newest.ts';
import type { AuditQuery, AuditSearch } from './operator-ports.ts';

const HOUR_MS = 3_600_000;
/**
 * An outcome lies at most this much later than its decision: API Gateway ends a stream after 15 minutes
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html). It also covers clocks that differ.
 */
export const CALL_MS_MAX = 16 * 60_000;

/** Which partitions of the audit table to read. */
export interface EntrySelection {
  /** That subject's partitions, however long the time. Absent: the hours' partitions. */
  readonly keyId?: string;
  /** A call's records share one shard, so the others need not be asked. */
  readonly callId?: string;
  readonly match: AuditQuery['match'];
  readonly pageSize?: number;
  /** Told of each record of that subject that no verification reads; it is left out. */
  readonly onStray?: (entry: AuditEntry) => void;
}

/** Entries of the audit table, newest first, read as they are consumed and never by a scan. */
export async function* auditEntries(
  audit: AuditSearch,
  { keyId, callId, match, pageSize, onStray }: EntrySelection,
  { since, end }: { readonly since: Date; readonly end: Date },
): AsyncGenerator<AuditEntry> {
  const range = { from: since.toISOString(), to: `${end.toISOString()}~` }; // `~` sorts behind `#`
  const shards = callId === undefined ? AUDIT_SHARDS : [shardOf(callId)];
  const merged = (partition: (shard: string) => AuditQuery['partition']): AsyncIterable<AuditEntry> =>
    mergeNewest(
      shards.map((shard) => audit.newestFirst({ partition: partition(shard), ...range, match, pageSize })),
      (item) => item.entry,
    );
  if (keyId !== undefined) {
    // The index shows a record wherever in the table it lies.
    for await (const entry of merged((shard) => ({ of: 'key', value: `${keyId}#${shard}` })))
      if (inItsPlace(entry)) yield entry;
      else onStray?.(entry);
    return;
  }
  const firstHour = Math.floor(since.getTime() / HOUR_MS) * HOUR_MS;
  for (let hour = Math.floor(end.getTime() / HOUR_MS) * HOUR_MS; hour >= firstHour; hour -= HOUR_MS)
    yield* merged((shard) => ({ of: 'hour', value: `${hourOf(new Date(hour))}#${shard}` }));
}
