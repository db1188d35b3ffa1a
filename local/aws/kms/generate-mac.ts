import type { Operation } from '../operation.ts';
import { keyContext } from './key-context.ts';
import type { KeyVault } from './key-vault.ts';
import { macOf } from './mac.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export const generateMac = (vault: KeyVault): Operation => ({
  action: 'kms:GenerateMac',
  resources: vault.resources,
  context: keyContext(vault),
  run: (input) => {
    const { keyArn, algorithm, mac } = macOf(vault, input, 'GenerateMac');
    return { KeyId: keyArn, Mac: mac.toString('base64'), MacAlgorithm: algorithm };
  },
});
