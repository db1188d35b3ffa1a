import type { RotationDriver } from './rotation.ts';

/** Logical ids of the stack's outputs: what the CLI and the local run read. */
export const OUTPUTS = {
  url: 'GatewayUrl',
  restApiId: 'RestApiId',
  stageName: 'StageName',
  keysTable: 'KeysTable',
  auditTable: 'AuditTable',
  honeytokensTable: 'HoneytokensTable',
  mintedTable: 'MintedTokensTable',
  /** Name of the function that mints tokens. */
  tokenMint: 'TokenMintFunction',
  /** Name of the bus of domain events. */
  eventBus: 'EventBus',
  quotasTable: 'QuotasTable',
  /** JSON: plan name → upstream name → `HardQuota`. */
  hardQuotas: 'HardQuotas',
  /** Name of the bucket of sealed records and manifests. */
  auditArchive: 'AuditArchiveBucket',
  /** ARN of the key that signs manifests. */
  auditSealKey: 'AuditSealKey',
  /** Name of the function that seals the audit trail. */
  auditSeal: 'AuditSealFunction',
  auditRetentionDays: 'AuditRetentionDays',
  /** JSON: upstream name → `UpstreamOutput`. */
  upstreams: 'Upstreams',
  /** JSON: plan name → API Gateway usage plan id. */
  plans: 'UsagePlans',
  /** JSON: names of the plans whose keys share one usage key. */
  pools: 'PooledPlans',
  /** JSON: addresses and ranges that are never blocked. */
  neverBlock: 'NeverBlock',
  /** JSON: product names. */
  products: 'Products',
  /** JSON: role names. */
  roles: 'Roles',
  /** JSON: a `KeyPolicy`, or `{}` for none. */
  keyPolicy: 'KeyPolicy',
  detectionTable: 'DetectionTable',
  /** JSON: `DetectionModes`. */
  detection: 'Detection',
  /** A `LeakAction`. */
  leakAction: 'LeakAction',
} as const;

export type OutputName = keyof typeof OUTPUTS;

export interface UpstreamOutput {
  readonly secretArn: string;
  /** What its key is bound to. */
  readonly baseUrl: string;
  readonly mount: string;
  /** Name of the function behind the mount. Absent from the outputs of an earlier version. */
  readonly proxyFunction?: string;
  readonly rotation: RotationOutput;
}

/** How an upstream's key is replaced. */
export interface RotationOutput {
  readonly driver: RotationDriver['driver'];
  /** What Secrets Manager begins a rotation by; absent where nothing is made by itself (`manual`, `google-wif`). */
  readonly schedule?: { readonly everyDays: number } | { readonly cron: string };
  /** How long a rotation may wait once it is due. */
  readonly windowHours: number;
  /** A current key that is older is counted as overdue. Absent where nothing says how old it may become. */
  readonly keyDaysMax?: number;
  /** Name of the rotation function (`contract/rotation-run.ts`). Absent where there is no key to replace. */
  readonly functionName?: string;
  /** The secret for administration, where the driver needs a credential of its own: bare text, `{"state":"UNSET"}` until it is set. */
  readonly adminSecretArn?: string;
}
