import type { KeyPlan } from '../../plan/plan-keys.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { CURVES, type Curve } from './elliptic-curve.ts';
import { kmsValidation } from './kms-errors.ts';
import { readBlob } from './read-blob.ts';

/** Which algorithm goes with which key, https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html. */
export const SIGNING_ALGORITHMS: Readonly<Record<string, string>> = {
  ECC_NIST_P256: 'ECDSA_SHA_256',
  ECC_NIST_P384: 'ECDSA_SHA_384',
  ECC_NIST_P521: 'ECDSA_SHA_512',
  ECC_SECG_P256K1: 'ECDSA_SHA_256',
};

/** What is to be signed, or was. */
export interface Signing {
  readonly algorithm: string;
  /** As `node:crypto` calls it. */
  readonly hash: string;
  readonly curve: Curve;
  readonly message: Buffer;
  /** The message is a digest already. */
  readonly digested: boolean;
}

export function readSigning(input: Input, { spec }: KeyPlan): Signing {
  const algorithm = optionalString(input, 'SigningAlgorithm') ?? '';
  const curve = CURVES[spec];
  if (curve === undefined || SIGNING_ALGORITHMS[spec] !== algorithm)
    throw kmsValidation(`Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
  const type = optionalString(input, 'MessageType') ?? 'RAW';
  if (type !== 'RAW' && type !== 'DIGEST')
    throw kmsValidation(`The local run signs messages of type RAW and DIGEST, not ${type}`);
  const message = readBlob(input, 'Message', 4096);
  const bits = Number(algorithm.slice(-3));
  if (type === 'DIGEST' && message.length !== bits / 8)
    throw kmsValidation(`Digest is invalid length for algorithm ${algorithm}.`);
  return { algorithm, hash: `sha${bits}`, curve, message, digested: type === 'DIGEST' };
}
