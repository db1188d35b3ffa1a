import type { AuditItem } from './tables.ts';

/** A record of what an operator did, in the audit table beside the calls. No field here could hold a key either. */
export interface OperatorItem {
  readonly hourShard: string;
  readonly entry: string;
  /** `<subject>#<shard>`: an action on a key lies with the key's calls. */
  readonly keyShard: string;
  readonly kind: 'operator';
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Random; joins the records of one action. */
  readonly callId: string;
  /** An ARN, or `local:` and the name of the user on this machine. */
  readonly operator: string;
  /** Noun and verb: `keys.revoke`. */
  readonly action: string;
  readonly subject: string;
  /** `begun` is written before anything is changed; one that never ends is evidence of a crash. */
  readonly phase: 'begun' | 'done' | 'failed';
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
  /** Code of the failure; only on `failed`. */
  readonly problem?: string;
  /** Unix seconds after which DynamoDB may delete the item. */
  readonly expiresAt: number;
}

/** Whatever may lie in the audit table. */
export type AuditEntry = AuditItem | OperatorItem;
