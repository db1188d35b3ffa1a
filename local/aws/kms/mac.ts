import { createHmac } from 'node:crypto';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { KeyVault } from './key-vault.ts';
import { kmsValidation } from './kms-errors.ts';
import { readBlob } from './read-blob.ts';

export interface Mac {
  readonly keyArn: string;
  readonly algorithm: string;
  readonly mac: Buffer;
}

/** The code of a message under an HMAC key; the algorithm goes with the key's spec. */
export function macOf(vault: KeyVault, input: Input, operation: string): Mac {
  const key = vault.usable(input, 'GENERATE_VERIFY_MAC', operation);
  const algorithm = optionalString(input, 'MacAlgorithm') ?? '';
  const bits = /^HMAC_SHA_(\d+)$/.exec(algorithm)?.[1];
  if (key.spec !== `HMAC_${bits}`)
    throw kmsValidation(`Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`);
  const mac = createHmac(`sha${bits}`, vault.secret(key))
    .update(readBlob(input, 'Message', 4096))
    .digest();
  return { keyArn: key.arn, algorithm, mac };
}
