/** CloudWatch namespace of everything Sallyport's functions count. */
export const METRICS_NAMESPACE = 'Sallyport';

/** Every metric; each is a count. The only dimension is the stage, so cost does not grow with clients. */
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
  'TripRecordFailed',
  'TripEventDelayed',
  'SourceRefused',
  'WatchReadFailed',
  'SourceBlocked',
  'BlockCapReached',
  'KeyQuarantined',
  'PageSent',
  'ResponderFailed',
  'RouteForbidden',
  'AuditAppendFailed',
  'KeyLookupFailed',
  'SecretReadFailed',
  'SecretServedStale',
  'UpstreamNotConfigured',
  'UpstreamCredentialRejected',
  'UpstreamUnreachable',
  'SecretScrubbed',
  'QuotaExhausted',
  'QuotaCountFailed',
  'EventPublishFailed',
  'RotationFailed',
  'UpstreamKeyOverdue',
  'OldUpstreamKeyAlive',
] as const;

export type MetricName = (typeof METRICS)[number];
