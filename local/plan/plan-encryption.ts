import { arn } from '../assembly/place.ts';
import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { readStatements } from '../policy/read-statements.ts';
import type { Statement } from '../policy/statement.ts';
import { flag, object, objects, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** Where each type names its key, and under which ARN policies know it. */
const KEYED: Readonly<
  Record<string, { key(properties: JsonObject): string | undefined; arn: 'Ref' | 'Arn' }>
> = {
  'AWS::DynamoDB::Table': {
    key: (properties) => {
      const sse = object(properties, 'SSESpecification');
      return flag(sse, 'SSEEnabled') ? optionalText(sse, 'KMSMasterKeyId') : undefined;
    },
    arn: 'Arn',
  },
  'AWS::SecretsManager::Secret': { key: (properties) => optionalText(properties, 'KmsKeyId'), arn: 'Ref' },
  'AWS::S3::Bucket': {
    key: (properties) => {
      const [rule = {}] = objects(
        object(properties, 'BucketEncryption'),
        'ServerSideEncryptionConfiguration',
      );
      return optionalText(object(rule, 'ServerSideEncryptionByDefault'), 'KMSMasterKeyID');
    },
    arn: 'Arn',
  },
  'AWS::SNS::Topic': { key: (properties) => optionalText(properties, 'KmsMasterKeyId'), arn: 'Ref' },
  'AWS::SQS::Queue': { key: (properties) => optionalText(properties, 'KmsMasterKeyId'), arn: 'Arn' },
};

/** Without a policy of its own a key leaves everything to IAM, https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html. */
export function planKeyPolicies(resolver: Resolver): ReadonlyMap<string, readonly Statement[]> {
  const root = `arn:aws:iam::${resolver.place.accountId}:root`;
  const allowAccount = {
    Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: root } }],
  };
  return new Map(
    resourcesOf(resolver, 'AWS::KMS::Key').map(({ logicalId, properties }) => [
      resolver.identity(logicalId).attributes['Arn'] ?? '',
      readStatements(properties['KeyPolicy'] ?? allowAccount, logicalId),
    ]),
  );
}

/** Resource ARN → key ARN. Keys that AWS owns or manages ask the caller for nothing and are left out. */
export function planKeysOf(resolver: Resolver): ReadonlyMap<string, string> {
  const aliases = new Map(
    resourcesOf(resolver, 'AWS::KMS::Alias').map(({ properties }) => [
      optionalText(properties, 'AliasName') ?? '',
      optionalText(properties, 'TargetKeyId') ?? '',
    ]),
  );
  const found = new Map<string, string>();
  for (const [type, { key, arn: where }] of Object.entries(KEYED))
    for (const { logicalId, properties } of resourcesOf(resolver, type)) {
      const named = key(properties);
      if (named === undefined || named.includes('alias/aws/')) continue;
      const { ref, attributes } = resolver.identity(logicalId);
      found.set(where === 'Ref' ? ref : (attributes['Arn'] ?? ''), keyArn(named, aliases, resolver));
    }
  return found;
}

/** A key is named by ARN, by id, or by an alias's name or ARN. */
function keyArn(named: string, aliases: ReadonlyMap<string, string>, resolver: Resolver): string {
  const alias = /alias\/.*$/.exec(named)?.[0];
  const id = alias === undefined ? named : (aliases.get(alias) ?? named);
  return id.startsWith('arn:') ? id : arn(resolver.place, 'kms', `key/${id}`);
}
