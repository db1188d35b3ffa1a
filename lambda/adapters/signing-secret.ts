import type { SigningSecretDocument } from '../../contract/secrets.ts';
import { SIGNERS_MEMORY_MS } from '../../contract/tokens.ts';
import type { TokenSigner } from '../domain/sign-token.ts';
import { readSigningSecret } from '../domain/signing-secret.ts';
import type { Clock, SigningKey } from '../flows/ports.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

interface Version {
  readonly SecretString?: string;
  readonly VersionId?: string;
}

/** The current signing key, read again once it is as old as the list of public keys may be. A failed read is never remembered. */
export function currentSigningKey(call: SignedCall, secretId: string, now: Clock): SigningKey {
  let known: { readonly signer: TokenSigner; readonly at: number } | undefined;
  return {
    current: async () => {
      const at = now().getTime();
      if (known !== undefined && Math.abs(at - known.at) < SIGNERS_MEMORY_MS) return known.signer;
      const { SecretString = '' } = (await call('GetSecretValue', { SecretId: secretId })) as Version;
      const signer = readSigningSecret(SecretString);
      known = signer === undefined ? undefined : { signer, at };
      return signer;
    },
  };
}

/** The versions of the secret in a rotation (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html). */
export function signingVersions(call: SignedCall, secretId: string) {
  const read = async (selector: object): Promise<Version | undefined> => {
    try {
      return (await call('GetSecretValue', { SecretId: secretId, ...selector })) as Version;
    } catch (error) {
      if (error instanceof AwsCallError && error.message === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  };
  return {
    /** By its id alone: after the last step it is pending no more, and the step may be repeated. */
    pending: async (version: string): Promise<TokenSigner | undefined> =>
      readSigningSecret((await read({ VersionId: version }))?.SecretString ?? ''),
    putPending: async (version: string, key: { readonly kid: string; readonly d: string }): Promise<void> => {
      const document: SigningSecretDocument = { state: 'SET', ...key };
      await call('PutSecretValue', {
        SecretId: secretId,
        ClientRequestToken: version,
        SecretString: JSON.stringify(document),
        VersionStages: ['AWSPENDING'],
      });
    },
    promote: async (version: string): Promise<void> => {
      const current = (await read({ VersionStage: 'AWSCURRENT' }))?.VersionId;
      if (current === version) return;
      await call('UpdateSecretVersionStage', {
        SecretId: secretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: version,
        ...(current === undefined ? {} : { RemoveFromVersionId: current }),
      });
    },
  };
}
