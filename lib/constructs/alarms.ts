import type { AlarmRow } from './alarm-row.ts';
import { LEAK_ALARMS } from './leak-alarms.ts';
import { ROTATION_ALARMS } from './rotation-alarms.ts';

/** Every alarm of a stage. */
export const ALARMS: readonly AlarmRow[] = [
  {
    name: 'HoneytokenTripped',
    metric: 'HoneytokenTripped',
    threshold: 1,
    minutes: 15,
    meaning: 'A decoy was used: whoever did has read the place where it was planted.',
  },
  {
    name: 'TripRecordFailing',
    metric: 'TripRecordFailed',
    threshold: 1,
    meaning: 'The use of a decoy could not be recorded; the authorizer’s log holds it.',
  },
  {
    name: 'WatchReadFailing',
    metric: 'WatchReadFailed',
    threshold: 3,
    meaning: 'The blocklist could not be read; the last one is in force, and new instances answer 503.',
  },
  {
    name: 'ResponderFailing',
    metric: 'ResponderFailed',
    threshold: 1,
    meaning: 'Something about the use of a decoy could not be done; it is tried again every minute.',
  },
  {
    name: 'BlockCapReached',
    metric: 'BlockCapReached',
    threshold: 1,
    minutes: 15,
    meaning:
      'More sources used decoys within an hour than are blocked by themselves; the rest is reported only.',
  },
  ...LEAK_ALARMS,
  {
    name: 'DetectionRaised',
    metric: 'DetectionRaised',
    threshold: 1,
    minutes: 15,
    meaning: 'Something is odd in the calls of a key: another country, a spike, a long sleep, probing.',
  },
  {
    name: 'DetectionFailing',
    metric: 'DetectionFailed',
    threshold: 2,
    minutes: 15,
    meaning: 'Calls are not looked at, or half an hour late; clients notice nothing.',
  },
  {
    name: 'AuditAppendFailing',
    metric: 'AuditAppendFailed',
    threshold: 1,
    meaning: 'Audit records could not be written; under a strict audit clients get 503.',
  },
  {
    name: 'AuditSealFailing',
    metric: 'AuditSealFailed',
    threshold: 2,
    minutes: 15,
    meaning:
      'The audit trail could not be sealed, or what is sealed was tampered with; records are still written.',
  },
  {
    name: 'KeyLookupFailing',
    metric: 'KeyLookupFailed',
    threshold: 1,
    meaning: 'Client keys could not be looked up; clients get 503.',
  },
  {
    name: 'SecretReadFailing',
    metric: 'SecretReadFailed',
    threshold: 3,
    meaning: 'An upstream key could not be read; the one in memory serves for an hour at most.',
  },
  {
    name: 'SecretServedStale',
    metric: 'SecretServedStale',
    threshold: 1,
    meaning: 'An upstream key older than five minutes is in use because it cannot be read again.',
  },
  {
    name: 'UpstreamCredentialRejected',
    metric: 'UpstreamCredentialRejected',
    threshold: 1,
    meaning: 'An upstream refused our key; clients get 502.',
  },
  {
    name: 'UpstreamOtherKeyAccepted',
    metric: 'UpstreamOtherKeyAccepted',
    threshold: 1,
    meaning: 'An upstream refused our current key and took the pending or previous one; clients are served.',
  },
  {
    name: 'SecretScrubbed',
    metric: 'SecretScrubbed',
    threshold: 1,
    meaning: 'An upstream echoed our key; it was taken out before the answer left.',
  },
  {
    name: 'QuotaCountFailing',
    metric: 'QuotaCountFailed',
    threshold: 1,
    meaning: 'Hard quotas could not be counted; clients of plans that have one get 503.',
  },
  {
    name: 'EventPublishFailing',
    metric: 'EventPublishFailed',
    threshold: 1,
    meaning: 'Domain events could not be put on the bus; whoever subscribes to it was not told.',
  },
  {
    name: 'UnknownKeysSprayed',
    metric: 'CredentialUnknown',
    threshold: 100,
    meaning: 'Many well-formed keys that were never issued: somebody is trying keys.',
  },
  {
    name: 'RefusedKeysUsed',
    metric: 'CredentialRefused',
    threshold: 20,
    meaning: 'Keys that were revoked, disabled, expired or used from a wrong address are being used.',
  },
  {
    name: 'TokensForged',
    metric: 'TokenForged',
    threshold: 100,
    meaning: 'Many tokens whose signature is not ours: somebody is making tokens up.',
  },
  {
    name: 'SignerRotationFailing',
    metric: 'SignerRotationFailed',
    threshold: 1,
    meaning: 'The key that signs tokens could not be replaced; the one before goes on signing.',
  },
  ...ROTATION_ALARMS,
];
