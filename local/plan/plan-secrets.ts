import type { Resolver } from '../assembly/resolver.ts';
import { isObject, type JsonObject } from '../assembly/template.ts';
import { objects, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One secret; its first value is a text, a recipe for a random password, or nothing. */
export interface SecretPlan {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly initial?: { readonly text: string } | { readonly generate: JsonObject };
}

export function planSecrets(resolver: Resolver): readonly SecretPlan[] {
  return resourcesOf(resolver, 'AWS::SecretsManager::Secret').map(({ logicalId, properties }) => {
    const arn = resolver.identity(logicalId).ref;
    const description = optionalText(properties, 'Description');
    const kmsKeyId = optionalText(properties, 'KmsKeyId');
    const text = optionalText(properties, 'SecretString');
    const generate = properties['GenerateSecretString'];
    return {
      logicalId,
      arn,
      name: arn.slice(arn.indexOf(':secret:') + 8, -7),
      ...(description === undefined ? {} : { description }),
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
      tags: Object.fromEntries(
        objects(properties, 'Tags').map((tag) => [
          optionalText(tag, 'Key') ?? '',
          optionalText(tag, 'Value') ?? '',
        ]),
      ),
      ...(text === undefined ? {} : { initial: { text } }),
      ...(isObject(generate) ? { initial: { generate } } : {}),
    };
  });
}
