/** An alarm over alarms. Those in `anyOf` publish nothing by themselves: one cause pages once. */
export interface CompositeAlarmRow {
  /** Also the heading in `docs/operating.md`. */
  readonly name: string;
  readonly anyOf: readonly string[];
  /** Alarms that have told of the same cause before. */
  readonly unless?: readonly string[];
  readonly meaning: string;
}

/** Every composite alarm of a stage. */
export const COMPOSITE_ALARMS: readonly CompositeAlarmRow[] = [
  {
    name: 'StoresFailing',
    anyOf: [
      'AuditAppendFailing',
      'KeyLookupFailing',
      'SecretReadFailing',
      'SecretServedStale',
      'QuotaCountFailing',
    ],
    meaning: 'DynamoDB, Secrets Manager or KMS does not do what the gateway needs; clients get 503.',
  },
  {
    name: 'AuditNotSealed',
    anyOf: ['AuditSealFailing', 'AuditSealLate'],
    unless: ['AuditAppendFailing', 'KeyLookupFailing'],
    meaning: 'The audit trail is written, and is not being proven.',
  },
  {
    name: 'CredentialsTried',
    anyOf: ['UnknownKeysSprayed', 'TokensForged'],
    meaning: 'Somebody is trying keys or tokens that were never issued.',
  },
  {
    name: 'GatewayDown',
    anyOf: ['NoSuccess'],
    unless: [
      'AuditAppendFailing',
      'KeyLookupFailing',
      'SecretReadFailing',
      'SecretServedStale',
      'QuotaCountFailing',
      'UpstreamCredentialRejected',
    ],
    meaning: 'Nobody is served, and no other alarm says why.',
  },
];
