import type { KeyItem } from '../../contract/tables.ts';
import { auditItem } from '../domain/audit-record.ts';
import type { Caller } from '../domain/caller.ts';
import { readClientKey } from '../domain/client-key.ts';
import { Fault } from '../domain/fault.ts';
import { judgeKey } from '../domain/judge-key.ts';
import type { AuditLog, Clock, KeyStore, Metrics } from './ports.ts';

export interface AuthoriseCallerDeps {
  readonly keys: KeyStore;
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly stage: string;
  readonly auditRetentionDays: number;
}

export interface CallerFacts {
  /** The one credential that was presented; `undefined` for none, or for more than one. */
  readonly credential: string | undefined;
  readonly ip: string;
  readonly callId: string;
  readonly method: string;
  /** The mount the request came to, for the audit record of a refusal. */
  readonly mount: string;
}

/** Who is calling? Rejects with `credential.rejected` for every reason a stranger may not learn, or `gateway.unavailable`. */
export async function authoriseCaller(deps: AuthoriseCallerDeps, facts: CallerFacts): Promise<Caller> {
  const presented = facts.credential === undefined ? undefined : readClientKey(facts.credential);
  if (presented === undefined || presented.stage !== deps.stage) {
    deps.metrics.count('CredentialMalformed');
    throw new Fault('credential.rejected');
  }
  const key = await deps.keys.find(presented.keyHash).catch((cause: unknown) => {
    deps.metrics.count('KeyLookupFailed');
    throw new Fault('gateway.unavailable', { cause });
  });
  if (key === undefined) {
    deps.metrics.count('CredentialUnknown');
    throw new Fault('credential.rejected');
  }
  const judgement = judgeKey(key, { now: deps.now(), ip: facts.ip });
  if (judgement !== 'accepted') {
    deps.metrics.count('CredentialRefused');
    await recordRefusal(deps, facts, key, `credential.${judgement}`);
    throw new Fault('credential.rejected');
  }
  return {
    context: { keyId: key.id, client: key.client, products: key.products.join(' ') },
    usageKey: key.usageKey,
  };
}

/** A refusal stands whether or not it could be recorded; the failure is counted and alarmed. */
async function recordRefusal(
  deps: AuthoriseCallerDeps,
  facts: CallerFacts,
  key: KeyItem,
  verdict: string,
): Promise<void> {
  const { callId, method, ip } = facts;
  const record = {
    callId,
    keyId: key.id,
    client: key.client,
    upstream: facts.mount,
    method,
    route: '-',
    ip,
    verdict,
  };
  const item = auditItem('refusal', record, { status: 401 }, deps.now(), deps.auditRetentionDays);
  await deps.audit.append(item).catch(() => deps.metrics.count('AuditAppendFailed'));
}
