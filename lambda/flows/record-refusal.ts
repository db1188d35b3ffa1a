import type { KeyItem } from '../../contract/tables.ts';
import { auditItem } from '../domain/audit-record.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { AuditLog, Clock, Metrics } from './ports.ts';

export interface RecordRefusalDeps {
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly auditRetentionDays: number;
}

interface RefusedCall {
  readonly callId: string;
  readonly method: string;
  readonly ip: string;
  readonly mount: string;
  readonly describe: () => { readonly userAgent: string };
}

/**
 * Starts to record a refusal and gives back at once what becomes of it. A refusal stands whether or not it can be recorded;
 * the failure is counted and alarmed.
 */
export function recordRefusal(
  deps: RecordRefusalDeps,
  call: RefusedCall,
  key: KeyItem,
  verdict: string,
  tokenId?: string,
): Refusal {
  const { callId, method, ip, mount: upstream } = call;
  const { id: keyId, client } = key;
  const userAgent = call.describe().userAgent || undefined;
  const facts = { callId, keyId, client, upstream, method, route: '-', ip, userAgent, verdict };
  const item = auditItem('refusal', facts, { tokenId, status: 401 }, deps.now(), deps.auditRetentionDays);
  const refusal = { callId, keyId, client, ip, verdict, recorded: false };
  deps.audit.append(item).then(
    () => {
      refusal.recorded = true;
    },
    () => deps.metrics.count('AuditAppendFailed'),
  );
  return refusal;
}
