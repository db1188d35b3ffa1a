import { arn } from '../assembly/place.ts';
import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { readStatements } from '../policy/read-statements.ts';
import type { Statement } from '../policy/statement.ts';
import { planMessagingPolicies } from './plan-messaging-policies.ts';
import { object, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** Policies that the template attaches to functions, secrets, tables, buckets, topics, queues and buses, by the resource's ARN. */
export function planResourcePolicies(resolver: Resolver): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, readonly Statement[]>();
  const add = (to: string, document: unknown, logicalId: string): void => {
    found.set(to, [...(found.get(to) ?? []), ...readStatements(document, logicalId)]);
  };
  for (const { logicalId, properties } of resourcesOf(resolver, 'AWS::Lambda::Permission')) {
    const to = functionArn(optionalText(properties, 'FunctionName') ?? '', resolver);
    add(to, { Statement: [permission(properties, to)] }, logicalId);
  }
  for (const { logicalId, properties } of resourcesOf(resolver, 'AWS::SecretsManager::ResourcePolicy'))
    add(optionalText(properties, 'SecretId') ?? '', properties['ResourcePolicy'], logicalId);
  for (const { logicalId, properties } of resourcesOf(resolver, 'AWS::DynamoDB::Table')) {
    const document = object(properties, 'ResourcePolicy')['PolicyDocument'];
    if (document !== undefined)
      add(resolver.identity(logicalId).attributes['Arn'] ?? '', document, logicalId);
  }
  for (const { logicalId, properties } of resourcesOf(resolver, 'AWS::S3::BucketPolicy'))
    add(`arn:aws:s3:::${optionalText(properties, 'Bucket') ?? ''}`, properties['PolicyDocument'], logicalId);
  for (const [to, document, logicalId] of planMessagingPolicies(resolver)) add(to, document, logicalId);
  return found;
}

/** The statement that Lambda makes of it, https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html. */
function permission(properties: JsonObject, to: string): JsonObject {
  const principal = optionalText(properties, 'Principal') ?? '';
  const source = optionalText(properties, 'SourceArn');
  const account = optionalText(properties, 'SourceAccount');
  const organization = optionalText(properties, 'PrincipalOrgID');
  return {
    Effect: 'Allow',
    Action: optionalText(properties, 'Action') ?? '',
    Resource: to,
    Principal:
      principal === '*' ? '*' : { [/\.amazonaws\.com/.test(principal) ? 'Service' : 'AWS']: principal },
    Condition: {
      ...(source === undefined ? {} : { ArnLike: { 'AWS:SourceArn': source } }),
      StringEquals: {
        ...(account === undefined ? {} : { 'AWS:SourceAccount': account }),
        ...(organization === undefined ? {} : { 'aws:PrincipalOrgID': organization }),
      },
    },
  };
}

/** `FunctionName` may be a name, an ARN, or an ARN without its beginning; a version or alias is not told apart here. */
function functionArn(name: string, { place }: Resolver): string {
  const bare = /^(?:arn:aws:lambda:[^:]*:)?(?:\d{12}:)?(?:function:)?([^:]+)/.exec(name)?.[1] ?? name;
  return arn(place, 'lambda', `function:${bare}`);
}
