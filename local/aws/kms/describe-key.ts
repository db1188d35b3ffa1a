import type { Operation } from '../operation.ts';
import { keyContext } from './key-context.ts';
import type { KeyVault } from './key-vault.ts';
import { SIGNING_ALGORITHMS } from './signing.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey = (vault: KeyVault): Operation => ({
  action: 'kms:DescribeKey',
  resources: vault.resources,
  context: keyContext(vault),
  run: (input) => {
    const { id, arn, spec, usage, enabled, description } = vault.find(input);
    const signing = SIGNING_ALGORITHMS[spec];
    return {
      KeyMetadata: {
        AWSAccountId: arn.split(':')[4],
        KeyId: id,
        Arn: arn,
        Description: description,
        Enabled: enabled,
        KeyState: enabled ? 'Enabled' : 'Disabled',
        KeyManager: 'CUSTOMER',
        KeySpec: spec,
        CustomerMasterKeySpec: spec,
        KeyUsage: usage,
        MultiRegion: false,
        Origin: 'AWS_KMS',
        ...(signing === undefined ? {} : { SigningAlgorithms: [signing] }),
        ...(usage === 'GENERATE_VERIFY_MAC' ? { MacAlgorithms: [spec.replace('_', '_SHA_')] } : {}),
      },
    };
  },
});
