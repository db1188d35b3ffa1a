import { timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { keyContext } from './key-context.ts';
import type { KeyVault } from './key-vault.ts';
import { macOf } from './mac.ts';
import { readBlob } from './read-blob.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html */
export const verifyMac = (vault: KeyVault): Operation => ({
  action: 'kms:VerifyMac',
  resources: vault.resources,
  context: keyContext(vault),
  run: (input) => {
    const { keyArn, algorithm, mac } = macOf(vault, input, 'VerifyMac');
    const given = readBlob(input, 'Mac', 6144);
    if (given.length !== mac.length || !timingSafeEqual(given, mac))
      throw new AwsError('KMSInvalidMacException', 'The MAC is not valid.');
    return { KeyId: keyArn, MacValid: true, MacAlgorithm: algorithm };
  },
});
