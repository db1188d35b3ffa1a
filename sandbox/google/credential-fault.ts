import { ApiFault, invalidArgument } from './api-fault.ts';
import type { CredentialVerdict } from './judge-credential.ts';

const INVALID_KEY = 'API key not valid. Please pass a valid API key.';

const FAULTS: Readonly<Record<Exclude<CredentialVerdict, 'accepted'>, (service: string) => ApiFault>> = {
  missing: () =>
    new ApiFault({
      code: 403,
      message:
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
      status: 'PERMISSION_DENIED',
    }),
  unknown: (service) =>
    invalidArgument(INVALID_KEY, [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
        metadata: { service },
      },
      { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message: INVALID_KEY },
    ]),
  several: () => invalidArgument('Multiple authentication credentials received. Please pass only one.'),
  token: (service) =>
    new ApiFault({
      code: 401,
      message:
        'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
      status: 'UNAUTHENTICATED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_TYPE_UNSUPPORTED',
          domain: 'googleapis.com',
          metadata: { service },
        },
      ],
    }),
};

/** The error for a credential that was not accepted, as Google words it; `undefined` when it was. */
export const credentialFault = (verdict: CredentialVerdict, service: string): ApiFault | undefined =>
  verdict === 'accepted' ? undefined : FAULTS[verdict](service);
