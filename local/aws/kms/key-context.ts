import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { KeyVault } from './key-vault.ts';

/** KMS's own condition keys, https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html. */
export const keyContext =
  (vault: KeyVault) =>
  (input: Input): Readonly<Record<string, readonly string[]>> => {
    const [arn] = vault.resources(input);
    const key = vault.plans.find((plan) => plan.arn === arn);
    const named = optionalString(input, 'KeyId') ?? '';
    const told = (name: string, member: string): Readonly<Record<string, readonly string[]>> => {
      const value = optionalString(input, member);
      return value === undefined ? {} : { [name]: [value] };
    };
    return {
      'kms:calleraccount': [arn?.split(':')[4] ?? ''],
      ...(key === undefined ? {} : { 'kms:keyspec': [key.spec], 'kms:keyusage': [key.usage] }),
      ...(key === undefined ? {} : { 'kms:resourcealiases': key.aliases }),
      ...(/(?:^|:)alias\//.test(named) ? { 'kms:requestalias': [named.replace(/^.*:(?=alias\/)/, '')] } : {}),
      ...told('kms:signingalgorithm', 'SigningAlgorithm'),
      ...told('kms:messagetype', 'MessageType'),
      ...told('kms:macalgorithm', 'MacAlgorithm'),
    };
  };
