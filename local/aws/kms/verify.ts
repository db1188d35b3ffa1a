import { createPublicKey, verify as verifyMessage } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { verifyDigest } from './ecdsa-digest.ts';
import { keyContext } from './key-context.ts';
import type { KeyVault } from './key-vault.ts';
import { readBlob } from './read-blob.ts';
import { readSigning } from './signing.ts';

/** A signature that is not the key's is an error, not `false`: https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html. */
export const verify = (vault: KeyVault): Operation => ({
  action: 'kms:Verify',
  resources: vault.resources,
  context: keyContext(vault),
  run: (input) => {
    const key = vault.usable(input, 'SIGN_VERIFY', 'Verify');
    const { algorithm, hash, curve, message, digested } = readSigning(input, key);
    const signature = readBlob(input, 'Signature', 6144);
    const known = createPublicKey(vault.privateKey(key));
    const valid = digested
      ? verifyDigest(curve, known, message, signature)
      : verifyMessage(hash, message, known, signature);
    if (!valid) throw new AwsError('KMSInvalidSignatureException', 'The signature is not valid.');
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: algorithm };
  },
});
