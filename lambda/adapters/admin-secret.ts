import { UNSET_SECRET } from '../../contract/secrets.ts';
import { ProviderFault } from '../domain/provider-fault.ts';
import { Secret } from '../domain/secret.ts';
import { complaintAboutUpstreamKey, withoutFinalNewline } from '../domain/upstream-key-text.ts';
import type { DriverCredential } from '../flows/rotation-ports.ts';
import type { SignedCall } from './signed-call.ts';

const ACTION = 'reading the secret for administration';
const UNSET = JSON.stringify(UNSET_SECRET);

/** The driver's own credential, which lies in a secret as bare text. */
export const adminSecret = (call: SignedCall, secretId: string): DriverCredential => ({
  read: async () => {
    const answer = await call('GetSecretValue', { SecretId: secretId }).catch(() => {
      throw new ProviderFault('unreachable', ACTION);
    });
    const text = withoutFinalNewline((answer as { SecretString?: string }).SecretString ?? '');
    if (text === UNSET || complaintAboutUpstreamKey(text) !== undefined)
      throw new ProviderFault('not_configured', ACTION);
    return new Secret(text, 'secret for administration');
  },
});
