import type { Statement } from '../policy/statement.ts';

/** One role of the template. */
export interface RolePlan {
  readonly logicalId: string;
  readonly arn: string;
  /** Inline, attached and managed policies together. */
  readonly statements: readonly Statement[];
  /** What the role may do at most. @default no boundary */
  readonly boundary?: readonly Statement[];
  /** Who may assume it. */
  readonly trust: readonly Statement[];
}

/** Everything the template says about who may do what. All maps are by ARN. */
export interface AccessPlan {
  readonly roles: ReadonlyMap<string, RolePlan>;
  /** Key policies. */
  readonly keys: ReadonlyMap<string, readonly Statement[]>;
  /** The customer-managed key under which a table, secret, topic or queue lies. */
  readonly keyOf: ReadonlyMap<string, string>;
  /** Policies attached to tables, secrets, topics, queues, buses, and functions (`AWS::Lambda::Permission`). */
  readonly resourcePolicies: ReadonlyMap<string, readonly Statement[]>;
  /** What of the policies cannot be enforced as written, one sentence each. */
  readonly unclear: readonly string[];
}
