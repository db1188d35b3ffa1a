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
  auditRetentionDays: 'AuditRetentionDays',
  /** JSON: upstream name → secret ARN and the base URL its key is bound to. */
  upstreams: 'Upstreams',
  /** JSON: plan name → API Gateway usage plan id. */
  plans: 'UsagePlans',
  /** JSON: names of the plans whose keys share one usage key. */
  pools: 'PooledPlans',
  /** JSON: product names. */
  products: 'Products',
  /** JSON: role names. */
  roles: 'Roles',
  /** JSON: a `KeyPolicy`, or `{}` for none. */
  keyPolicy: 'KeyPolicy',
} as const;

export type OutputName = keyof typeof OUTPUTS;

export interface UpstreamOutput {
  readonly secretArn: string;
  readonly baseUrl: string;
  readonly mount: string;
}
