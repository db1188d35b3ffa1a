import type { AuditItem } from '../../contract/tables.ts';
import type { AuditResult } from '../domain/audit-record.ts';
import { auditItem } from '../domain/audit-record.ts';
import type { Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import type { AuditLog, Clock, Metrics } from './ports.ts';

export interface RecordCallDeps {
  readonly settings: { readonly upstream: { readonly name: string } };
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly auditMode: 'strict' | 'relaxed';
  readonly auditRetentionDays: number;
}

/** What every record of a call says, whether or not the call could be read. */
export type CallFacts = Pick<Call, 'callId' | 'ip' | 'method' | 'userAgent' | 'caller'>;

/** Appends one record. A failure is counted; where the audit is strict it is also a Fault. */
export async function recordCall(
  deps: RecordCallDeps,
  call: CallFacts,
  kind: AuditItem['kind'],
  route: string,
  verdict: string,
  result: AuditResult,
): Promise<void> {
  const { callId, method, ip, caller } = call;
  const { keyId, client, tokenId } = caller;
  const userAgent = call.userAgent || undefined;
  const upstream = deps.settings.upstream.name;
  const facts = { callId, keyId, client, upstream, method, route, ip, userAgent, verdict };
  try {
    await deps.audit.append(
      auditItem(kind, facts, { tokenId, ...result }, deps.now(), deps.auditRetentionDays),
    );
  } catch (cause) {
    deps.metrics.count('AuditAppendFailed');
    if (deps.auditMode === 'strict') throw new Fault('gateway.unavailable', { cause });
  }
}
