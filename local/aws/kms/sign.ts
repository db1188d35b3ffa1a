import { sign as signMessage } from 'node:crypto';
import type { Operation } from '../operation.ts';
import { signDigest } from './ecdsa-digest.ts';
import { keyContext } from './key-context.ts';
import type { KeyVault } from './key-vault.ts';
import { readSigning } from './signing.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const sign = (vault: KeyVault): Operation => ({
  action: 'kms:Sign',
  resources: vault.resources,
  context: keyContext(vault),
  run: (input) => {
    const key = vault.usable(input, 'SIGN_VERIFY', 'Sign');
    const { algorithm, hash, curve, message, digested } = readSigning(input, key);
    const secret = vault.privateKey(key);
    const signature = digested ? signDigest(curve, secret, message) : signMessage(hash, message, secret);
    return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: algorithm };
  },
});
