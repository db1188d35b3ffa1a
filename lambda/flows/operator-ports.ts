import type { AuditEntry, OperatorItem } from '../../contract/audit-entry.ts';
import type { Amounts } from '../../contract/quota.ts';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { ActionFacts, ActionState } from '../domain/operator-item.ts';
import type { Secret } from '../domain/secret.ts';

/** What operators may do with key records. Every method rejects with an `OperatorFault` when AWS refuses or is not there. */
export interface KeyRegistry {
  /** Writes a new record in one conditional put; resolves only when it is there, and never replaces another one. */
  add(item: KeyItem): Promise<void>;
  /** The record of one hash as it is now. */
  find(keyHash: string): Promise<KeyItem | undefined>;
  /** Every record of a public id, through an index that may be a second behind the table. `readLineage` makes up for that. */
  allOf(id: string): Promise<readonly KeyItem[]>;
  /** Every record in the table's own order, read page by page as it is consumed; after the one with this hash, if given. */
  all(afterHash?: string): AsyncIterable<KeyItem>;
  /**
   * Changes a record that is still as it was read (id, version and state), and counts its version up. False when somebody
   * else was faster: nothing is changed then.
   */
  change(read: KeyItem, changes: KeyChanges): Promise<boolean>;
  /** Takes away a record that was never handed out, which is one in the state `pending`. False for any other, which stays. */
  discard(read: KeyItem): Promise<boolean>;
}

/** New values of a record's fields; `undefined` takes a field away. */
export type KeyChanges = Partial<Omit<KeyItem, 'keyHash' | 'id' | 'version' | 'createdAt'>>;

/** An API Gateway key as it was found. */
export interface UsageKeyFound {
  readonly id: string;
  readonly value: string;
}

/** The API Gateway keys that carry usage plans. They are not credentials: the authorizer names them, no client knows them. */
export interface UsageKeys {
  /** Makes an enabled key and gives back its id. */
  create(key: {
    readonly name: string;
    readonly description: string;
    readonly value: string;
  }): Promise<string>;
  attach(usageKeyId: string, usagePlanId: string): Promise<void>;
  /** Every key of exactly this name, the oldest first. */
  named(name: string): Promise<readonly UsageKeyFound[]>;
  /** Deletes a key and its attachments; a key that is not there is fine. */
  remove(usageKeyId: string): Promise<void>;
}

/** Which records of a partition are wanted. Only what every record of a call says can be filtered before joining. */
export interface AuditQuery {
  readonly partition: { readonly of: 'hour' | 'key'; readonly value: string };
  /** Lowest and highest sort key, both included. */
  readonly from: string;
  readonly to: string;
  readonly match: { readonly client?: string; readonly ip?: string };
  /** How many records to read at once, where no more are likely to be wanted. */
  readonly pageSize?: number;
}

/** Reads the audit trail by its keys, never by scanning. */
export interface AuditSearch {
  /** One partition's records, newest first, read page by page as they are consumed. */
  newestFirst(query: AuditQuery): AsyncIterable<AuditEntry>;
}

/** What is known of an upstream's secret. The value has no place in it. */
export interface UpstreamSecretFacts {
  readonly state: 'set' | 'unset' | 'damaged';
  readonly versionId: string;
  /** When this version was written, where the service says so. */
  readonly createdAt?: Date;
  /** What the key is bound to; absent unless it is set. */
  readonly boundTo?: string;
}

type SetDocument = Extract<UpstreamSecretDocument, { state: 'SET' }>;

export interface UpstreamSecrets {
  describe(secretArn: string): Promise<UpstreamSecretFacts>;
  /** Makes this key the current one and gives back its version id. */
  put(secretArn: string, key: Secret, document: Omit<SetDocument, 'apiKey'>): Promise<string>;
}

/** Encrypts for one public key, so that what was sealed can be handed out again and again without being shown. */
export interface Sealer {
  /** RFC 7638 thumbprint of the public key. */
  readonly thumbprint: string;
  /** A JWE in compact form. */
  seal(key: Secret): string;
}

/** Bytes from a CSPRNG. */
export type Random = (byteCount: number) => Uint8Array;

/** Appends one record of an operator's action. Resolves only when it is durable. */
export interface ActionStore {
  append(item: OperatorItem): Promise<void>;
}

/** What an action gave, and how what it was done to looks now. */
export interface Acted<T> {
  readonly result: T;
  readonly after?: ActionState;
}

/** Does what an operator asked for between two records of it; rejects before anything is done if the first cannot be written. */
export interface ActionLog {
  during<T>(facts: ActionFacts, act: () => Promise<Acted<T>>): Promise<T>;
}

/** Reads the counters of hard quotas. */
export interface QuotaCounts {
  /** Zero for what was never counted. */
  read(counter: string): Promise<Amounts>;
}

export interface GatewayUsed {
  readonly used: number;
  readonly limit: number;
  /** `day`, `week` or `month`. */
  readonly per: string;
}

/** What API Gateway counts of a usage key on its plan. */
export interface GatewayUsage {
  /** `undefined` where the plan has no quota. */
  of(usagePlanId: string, usageKeyId: string, now: Date): Promise<GatewayUsed | undefined>;
}
