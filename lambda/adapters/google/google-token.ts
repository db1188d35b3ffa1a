import type { GoogleFederation } from '../../../contract/key-drivers.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import { Secret } from '../../domain/secret.ts';
import type { AwsConnection } from '../aws-connection.ts';
import { answerFault } from '../providers/answer-fault.ts';
import { answerText } from '../providers/answer-text.ts';
import type { ProviderCall, ProviderRequest } from '../providers/provider-call.ts';
import { awsSubjectToken } from './aws-subject-token.ts';

export interface GoogleToken {
  readonly secret: Secret;
  readonly expiresAt: Date;
}

/** Gets a new access token of the service account. Rejects with a `ProviderFault`. */
export type GoogleTokenSource = () => Promise<GoogleToken>;

const EXCHANGE = 'exchanging the AWS identity for a Google token';
const IMPERSONATE = 'impersonating the Google service account';
/** What a federated token must be good for so that it may impersonate, and the least that is. */
const IAM_SCOPE = 'https://www.googleapis.com/auth/iam';
/** The longest that Google gives without an exception in the organization's policy. */
const LIFETIME = '3600s';

/**
 * From the AWS role to a Google service account in two calls, as Google's own libraries do it: the Security Token Service takes
 * the signed proof (RFC 8693), and the federated token that it gives may only impersonate.
 */
export const googleTokens =
  (federation: GoogleFederation, connection: AwsConnection, call: ProviderCall): GoogleTokenSource =>
  async () => {
    const exchanged = await asked(call, {
      action: EXCHANGE,
      method: 'POST',
      url: `${federation.stsUrl}/v1/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        audience: federation.audience,
        scope: IAM_SCOPE,
        requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        subject_token: awsSubjectToken(connection, federation.audience),
        subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
      }).toString(),
    });
    const federated = new Secret(answerText(EXCHANGE, exchanged, 'access_token'), 'federated Google token');
    const impersonated = await asked(call, {
      action: IMPERSONATE,
      method: 'POST',
      url: `${federation.iamCredentialsUrl}/v1/projects/-/serviceAccounts/${federation.serviceAccount}:generateAccessToken`,
      credential: { header: 'authorization', prefix: 'Bearer ', secret: federated },
      body: JSON.stringify({ scope: federation.scopes, lifetime: LIFETIME }),
    });
    const expiresAt = new Date(answerText(IMPERSONATE, impersonated, 'expireTime'));
    if (Number.isNaN(expiresAt.getTime())) throw new ProviderFault('unreadable', IMPERSONATE);
    const text = answerText(IMPERSONATE, impersonated, 'accessToken');
    return { secret: new Secret(text, 'Google access token'), expiresAt };
  };

async function asked(call: ProviderCall, request: ProviderRequest): Promise<unknown> {
  const answer = await call(request);
  if (answer.status !== 200) throw answerFault(request.action, answer);
  return answer.json;
}
