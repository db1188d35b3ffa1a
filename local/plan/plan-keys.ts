import type { Resolver } from '../assembly/resolver.ts';
import type { Note } from './finding.ts';
import { optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** A customer-managed KMS key. */
export interface KeyPlan {
  readonly logicalId: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  /** As in https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html. */
  readonly spec: string;
  readonly usage: string;
  readonly enabled: boolean;
  /** `alias/…` */
  readonly aliases: readonly string[];
}

/** What a key of the run can do when it is called itself. Symmetric keys guard tables, secrets and buckets without being called. */
const SERVED = /^(SYMMETRIC_DEFAULT|ECC_NIST_P(256|384|521)|ECC_SECG_P256K1|HMAC_(224|256|384|512))$/;

export function planKeys(resolver: Resolver, note: Note): readonly KeyPlan[] {
  const aliases = resourcesOf(resolver, 'AWS::KMS::Alias').map(({ properties }) => ({
    name: optionalText(properties, 'AliasName') ?? '',
    target: optionalText(properties, 'TargetKeyId') ?? '',
  }));
  return resourcesOf(resolver, 'AWS::KMS::Key').map(({ logicalId, properties }) => {
    const { ref: id, attributes } = resolver.identity(logicalId);
    const arn = attributes['Arn'] ?? '';
    const spec = optionalText(properties, 'KeySpec') ?? 'SYMMETRIC_DEFAULT';
    if (!SERVED.test(spec)) note(`AWS::KMS::Key KeySpec ${spec} is not served here (${logicalId})`);
    return {
      ...{ logicalId, id, arn, spec },
      description: optionalText(properties, 'Description') ?? '',
      usage: optionalText(properties, 'KeyUsage') ?? 'ENCRYPT_DECRYPT',
      enabled: optionalText(properties, 'Enabled') !== 'false',
      aliases: aliases.flatMap(({ name, target }) => (target === id || target === arn ? [name] : [])),
    };
  });
}
