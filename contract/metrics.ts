/** CloudWatch namespace of everything Sallyport's functions count. */
export const METRICS_NAMESPACE = 'Sallyport';

/** Every metric; each is a count of a stage, so cost does not grow with clients. `DetectionRaised` is also counted by detector. */
export const METRICS = [
  'RequestAllowed',
  'CredentialUnknown',
  'CredentialMalformed',
  'CredentialRefused',
  'KeyOverAge',
  'TokenForged',
  'TokenRefused',
  'TokenMinted',
  'TokenMintRefused',
  'SignerRotated',
  'SignerRotationFailed',
  'HoneytokenTripped',
  'HoneytokenDrilled',
  'TripRecordFailed',
  'TripEventDelayed',
  'SourceRefused',
  'WatchReadFailed',
  'SourceBlocked',
  'BlockCapReached',
  'LeakReported',
  'LeakReportRefused',
  'LeakIntakeFailed',
  'KeyQuarantined',
  'PageSent',
  'ResponderFailed',
  'RouteForbidden',
  'AuditAppendFailed',
  'AuditSealed',
  'AuditSealFailed',
  'AuditRecordsLate',
  'KeyLookupFailed',
  'SecretReadFailed',
  'SecretServedStale',
  'UpstreamNotConfigured',
  'UpstreamCredentialRejected',
  'UpstreamOtherKeyAccepted',
  'UpstreamUnreachable',
  'SecretScrubbed',
  'QuotaExhausted',
  'QuotaCountFailed',
  'EventPublishFailed',
  'RotationFailed',
  'RotationSweepFailed',
  'DetectionRaised',
  'DetectionFailed',
  'UpstreamKeyOverdue',
  'OldUpstreamKeyAlive',
] as const;

/** Counted by metric filters over the access log: what API Gateway answers before any function of ours runs. */
export const LOG_METRICS = { PlanThrottled: 'THROTTLED', PlanExhausted: 'QUOTA_EXCEEDED' } as const;

/** What is measured of an allowed call, in the line that counts it. */
export const MEASURES = {
  /** From the question to the head of the upstream's answer. */
  UpstreamLatency: 'Milliseconds',
  /** What the proxy adds to it until the answer may leave. */
  GatewayLatency: 'Milliseconds',
  /** Of a plan's hard quota, in the units of `contract/quota.ts`. */
  UsedRequests: 'Count',
  UsedUnits: 'Count',
  UsedSearches: 'Count',
  UsedUploads: 'Count',
  UsedTokens: 'Count',
} as const;

export type Measures = Readonly<Partial<Record<keyof typeof MEASURES, number>>>;
export type MetricName = (typeof METRICS)[number];
