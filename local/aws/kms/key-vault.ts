import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { arn, type Place } from '../../assembly/place.ts';
import type { KeyPlan } from '../../plan/plan-keys.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { keyNotFound, kmsValidation } from './kms-errors.ts';

/** A private key as PKCS #8, or a secret; in base64. */
interface Material {
  readonly spec: string;
  readonly bytes: string;
}

const CURVES: Readonly<Record<string, string>> = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
};

/** The KMS keys of the stack. A key that was given out once is the same after every restart. */
export class KeyVault {
  readonly plans: readonly KeyPlan[];
  readonly #place: Place;
  readonly #store: JsonStore<Record<string, Material>>;

  constructor(file: string, plans: readonly KeyPlan[], place: Place) {
    this.plans = plans;
    this.#place = place;
    this.#store = new JsonStore(file, {});
  }

  /** Makes what the template names and nobody has made yet. Another spec is another key: CloudFormation replaces it. */
  async createMissing(): Promise<void> {
    const missing = this.plans.filter(({ arn: key, spec }) => this.#store.value[key]?.spec !== spec);
    if (missing.length === 0) return;
    await this.#store.change((draft) => {
      for (const { arn: key, spec } of missing)
        draft[key] = { spec, bytes: generate(spec).toString('base64') };
    });
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  /** The key that `KeyId` names: an id, an ARN, or an alias's name or ARN. */
  find(input: Input): KeyPlan {
    const named = optionalString(input, 'KeyId') ?? '';
    const alias = aliasOf(named);
    const found = this.plans.find(
      (key) => key.id === named || key.arn === named || (alias !== undefined && key.aliases.includes(alias)),
    );
    if (found === undefined)
      throw keyNotFound(
        alias === undefined
          ? `Key '${this.#arnOf(named)}' does not exist`
          : `Alias ${this.#arnOf(named)} is not found.`,
      );
    return found;
  }

  /** The same, if it may be used for this. */
  usable(input: Input, usage: string, operation: string): KeyPlan {
    const key = this.find(input);
    if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
    if (key.usage !== usage)
      throw new AwsError(
        'InvalidKeyUsageException',
        `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`,
      );
    return key;
  }

  privateKey(key: KeyPlan): KeyObject {
    if (CURVES[key.spec] === undefined)
      throw kmsValidation(`The local run has no keys of the spec ${key.spec}`);
    return createPrivateKey({ key: this.#bytes(key), format: 'der', type: 'pkcs8' });
  }

  secret(key: KeyPlan): Buffer {
    return this.#bytes(key);
  }

  /** ARN for a policy check. */
  resources = (input: Input): readonly string[] => {
    const named = optionalString(input, 'KeyId') ?? '';
    const alias = aliasOf(named);
    const key = this.plans.find(({ aliases }) => alias !== undefined && aliases.includes(alias));
    return [key?.arn ?? this.#arnOf(named)];
  };

  #bytes({ arn: key }: KeyPlan): Buffer {
    return Buffer.from(this.#store.value[key]?.bytes ?? '', 'base64');
  }

  #arnOf(named: string): string {
    if (named.startsWith('arn:')) return named;
    return arn(this.#place, 'kms', named.startsWith('alias/') ? named : `key/${named}`);
  }
}

const aliasOf = (named: string): string | undefined => /(?:^|:)(alias\/.+)$/.exec(named)?.[1];

function generate(spec: string): Buffer {
  const namedCurve = CURVES[spec];
  if (namedCurve !== undefined)
    return generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'der', type: 'pkcs8' });
  return randomBytes(Number(/^HMAC_(\d+)$/.exec(spec)?.[1] ?? 256) / 8);
}
