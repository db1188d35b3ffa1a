import type { JsonService } from '../operation.ts';
import { describeKey } from './describe-key.ts';
import { generateMac } from './generate-mac.ts';
import { getPublicKey } from './get-public-key.ts';
import type { KeyVault } from './key-vault.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';
import { verifyMac } from './verify-mac.ts';

/** AWS KMS, as far as signing goes. */
export const kms = (vault: KeyVault): JsonService => ({
  protocol: 'json',
  operations: {
    DescribeKey: describeKey(vault),
    GenerateMac: generateMac(vault),
    GetPublicKey: getPublicKey(vault),
    Sign: sign(vault),
    Verify: verify(vault),
    VerifyMac: verifyMac(vault),
  },
});
