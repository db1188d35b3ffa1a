import type { CredentialRefusal } from '../../contract/upstream.ts';

/**
 * Google's names for "this key, or the project behind it, may not call": https://cloud.google.com/php/docs/reference/common-protos/latest/Api.ErrorReason.
 * The marks are quoted JSON strings: text of a client that an error repeats has its quotes escaped and does not match.
 */
export const GOOGLE_KEY_REFUSALS: readonly CredentialRefusal[] = [
  { status: 400, mark: '"API_KEY_INVALID"' },
  ...[
    'API_KEY_SERVICE_BLOCKED',
    'API_KEY_HTTP_REFERRER_BLOCKED',
    'API_KEY_IP_ADDRESS_BLOCKED',
    'API_KEY_ANDROID_APP_BLOCKED',
    'API_KEY_IOS_APP_BLOCKED',
    'CONSUMER_INVALID',
    'CONSUMER_SUSPENDED',
  ].map((reason) => ({ status: 403, mark: `"${reason}"` })),
];

/** Reasons of the same list that share the status 403 but are no fault of the key. */
export const GOOGLE_OTHER_403: readonly string[] = [
  '"SERVICE_DISABLED"',
  '"BILLING_DISABLED"',
  '"RATE_LIMIT_EXCEEDED"',
  '"RESOURCE_QUOTA_EXCEEDED"',
  '"LOCATION_POLICY_VIOLATED"',
  '"LOCATION_TAX_POLICY_VIOLATED"',
  '"SECURITY_POLICY_VIOLATED"',
];
