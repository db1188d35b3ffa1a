import type { AdminCredential } from '../../../contract/key-drivers.ts';
import { Secret } from '../../domain/secret.ts';
import type { DriverCredential } from '../../flows/rotation-ports.ts';
import { answerFault } from './answer-fault.ts';
import { answerText } from './answer-text.ts';
import type { ProviderCall, ProviderRequest } from './provider-call.ts';

/** The credential of one call, made of the secret for administration: itself, or a token that it buys. */
export async function adminCredential(
  how: AdminCredential,
  admin: DriverCredential,
  call: ProviderCall,
): Promise<NonNullable<ProviderRequest['credential']>> {
  const secret = await admin.read();
  switch (how.as) {
    case 'header':
      return { header: how.name, secret };
    case 'bearer':
      return { header: 'authorization', prefix: 'Bearer ', secret };
    case 'oauth-client':
      return { header: 'authorization', prefix: 'Bearer ', secret: await bought(how, secret, call) };
  }
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.4, the client authenticated in the body, as Microsoft's examples do. */
async function bought(
  { tokenUrl, clientId, scope }: Extract<AdminCredential, { as: 'oauth-client' }>,
  secret: Secret,
  call: ProviderCall,
): Promise<Secret> {
  const action = 'buying a token with the secret for administration';
  const answer = await call({
    action,
    method: 'POST',
    url: tokenUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret.reveal(),
      scope,
    }).toString(),
  });
  if (answer.status !== 200) throw answerFault(action, answer);
  return new Secret(answerText(action, answer.json, 'access_token'), 'management token');
}
