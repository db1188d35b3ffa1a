import { randomBytes } from 'node:crypto';
import { googleError } from '../google/google-error.ts';
import { bearerOf, type JsonAnswer, type JsonApi, type JsonCall, objectOf } from '../stand-in/json-call.ts';
import { readSubjectToken } from './read-subject-token.ts';

export interface GoogleStsOptions {
  readonly now: () => Date;
  /** The only audience that is known here. */
  readonly audience: string;
  /** The only service account that may be impersonated. */
  readonly serviceAccount: string;
  /** What AWS makes of the signed call; a stand-in has no AWS to ask. @default that it is good */
  readonly awsAccepts?: (headers: ReadonlyMap<string, string>) => boolean;
}

export interface GoogleStsSandbox {
  readonly api: JsonApi;
  /** Whether an API of Google's would take this access token now. */
  accepts(token: string): boolean;
}

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const IMPERSONATION = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/;
const LIFETIME_MS_MAX = 3_600_000;

/** RFC 8693's error, as sts.googleapis.com words it. */
const oauthError = (error: string, description: string): JsonAnswer => ({
  status: 400,
  json: { error, error_description: description },
});

/** Google's Security Token Service and the part of its IAM Credentials API that impersonates, on one port. */
export function googleSts(options: GoogleStsOptions): GoogleStsSandbox {
  const federated = new Map<string, number>();
  const access = new Map<string, number>();
  const ms = () => options.now().getTime();
  const live = (tokens: Map<string, number>, token: string) => (tokens.get(token) ?? 0) > ms();

  const exchange = (call: JsonCall): JsonAnswer => {
    const form = new URLSearchParams(call.body);
    if (form.get('grant_type') !== GRANT) return oauthError('unsupported_grant_type', 'Bad grant_type.');
    if (form.get('audience') !== options.audience)
      return oauthError(
        'invalid_target',
        'The target service indicated by the "audience" parameters is invalid.',
      );
    if (form.get('subject_token_type') !== 'urn:ietf:params:aws:token-type:aws4_request')
      return oauthError('invalid_request', 'Unsupported subject_token_type.');
    const headers = readSubjectToken(form.get('subject_token') ?? '', options.now());
    if (headers === undefined || headers.get('x-goog-cloud-target-resource') !== options.audience)
      return oauthError('invalid_grant', 'Invalid format of AWS credentials.');
    if (options.awsAccepts?.(headers) === false)
      return oauthError('invalid_grant', 'Received non-success response from AWS STS.');
    const token = `ya29.d.${randomBytes(48).toString('base64url')}`;
    federated.set(token, ms() + LIFETIME_MS_MAX);
    return {
      status: 200,
      json: {
        access_token: token,
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: LIFETIME_MS_MAX / 1_000,
      },
    };
  };

  const impersonate = (call: JsonCall, account: string): JsonAnswer => {
    if (!live(federated, bearerOf(call)))
      return googleError('UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    if (account !== options.serviceAccount)
      return googleError(
        'PERMISSION_DENIED',
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
        'IAM_PERMISSION_DENIED',
      );
    const { scope, lifetime = '3600s' } = objectOf(call);
    const lifetimeMs = Number(/^(\d+)s$/.exec(String(lifetime))?.[1] ?? Number.NaN) * 1_000;
    if (!Array.isArray(scope) || scope.length === 0 || !(lifetimeMs <= LIFETIME_MS_MAX))
      return googleError('INVALID_ARGUMENT', 'Request contains an invalid argument.');
    const accessToken = `ya29.c.${randomBytes(96).toString('base64url')}`;
    access.set(accessToken, ms() + lifetimeMs);
    // To the second and without fractions, as Google prints it.
    const expireTime = new Date(ms() + lifetimeMs).toISOString().replace(/\.\d+Z$/, 'Z');
    return { status: 200, json: { accessToken, expireTime } };
  };

  return {
    api: (call) => {
      if (call.method === 'POST' && call.path === '/v1/token') return exchange(call);
      const account = IMPERSONATION.exec(call.path)?.[1];
      if (call.method === 'POST' && account !== undefined) return impersonate(call, account);
      return googleError('NOT_FOUND', 'Method not found.');
    },
    accepts: (token) => live(access, token),
  };
}
