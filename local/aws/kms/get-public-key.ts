import { createPublicKey } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { keyContext } from './key-context.ts';
import type { KeyVault } from './key-vault.ts';
import { SIGNING_ALGORITHMS } from './signing.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
export const getPublicKey = (vault: KeyVault): Operation => ({
  action: 'kms:GetPublicKey',
  resources: vault.resources,
  context: keyContext(vault),
  run: (input) => {
    const { spec } = vault.find(input);
    if (/^(SYMMETRIC|HMAC)_/.test(spec))
      throw new AwsError('UnsupportedOperationException', `A key of the spec ${spec} has no public part.`);
    const key = vault.usable(input, 'SIGN_VERIFY', 'GetPublicKey');
    const known = createPublicKey(vault.privateKey(key));
    return {
      KeyId: key.arn,
      PublicKey: known.export({ format: 'der', type: 'spki' }).toString('base64'),
      KeySpec: spec,
      CustomerMasterKeySpec: spec,
      KeyUsage: key.usage,
      SigningAlgorithms: [SIGNING_ALGORITHMS[spec]],
    };
  },
});
