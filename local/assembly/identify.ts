import { GATEWAY_SHAPES } from './gateway-shapes.ts';
import type { Identity, Shapes, Subject } from './identity.ts';
import { MESSAGING_SHAPES } from './messaging-shapes.ts';
import { code, generatedName, uuid } from './physical-name.ts';
import { arn, MIXED_ALPHANUMERIC, stableCode, UPPER_ALPHANUMERIC } from './place.ts';

/** Shapes as in "Return values" of each resource's page, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/. */
const SHAPES: Shapes = {
  ...GATEWAY_SHAPES,
  ...MESSAGING_SHAPES,
  'AWS::DynamoDB::Table': (s) => {
    const ref = s.property('TableName') ?? generatedName(s, 255);
    return { ref, attributes: { Arn: arn(s.place, 'dynamodb', `table/${ref}`) } };
  },
  'AWS::Lambda::Function': (s) => {
    const ref = s.property('FunctionName') ?? generatedName(s, 64);
    return { ref, attributes: { Arn: arn(s.place, 'lambda', `function:${ref}`) } };
  },
  'AWS::SecretsManager::Secret': (s) => {
    const name = s.property('Name') ?? `${s.logicalId}-${code(s, 12, '/name')}`;
    const suffix = stableCode(s.place, `${s.logicalId}/arn`, 6, MIXED_ALPHANUMERIC);
    const ref = arn(s.place, 'secretsmanager', `secret:${name}-${suffix}`);
    return { ref, attributes: { Id: ref } };
  },
  // The secret's ARN.
  'AWS::SecretsManager::RotationSchedule': (s) => ({ ref: s.property('SecretId') ?? '', attributes: {} }),
  'AWS::KMS::Key': (s) => {
    const ref = uuid(s);
    return { ref, attributes: { KeyId: ref, Arn: arn(s.place, 'kms', `key/${ref}`) } };
  },
  'AWS::KMS::Alias': (s) => ({ ref: s.property('AliasName') ?? `alias/${s.logicalId}`, attributes: {} }),
  'AWS::IAM::ManagedPolicy': (s) => {
    const path = s.property('Path') ?? '/';
    const name = s.property('ManagedPolicyName') ?? generatedName(s, 128);
    const ref = `arn:aws:iam::${s.place.accountId}:policy${path}${name}`;
    return { ref, attributes: { PolicyArn: ref } };
  },
  'AWS::IAM::Role': (s) => {
    const ref = s.property('RoleName') ?? generatedName(s, 64);
    const RoleId = `AROA${stableCode(s.place, s.logicalId, 17, UPPER_ALPHANUMERIC)}`;
    return {
      ref,
      attributes: { RoleId, Arn: `arn:aws:iam::${s.place.accountId}:role${s.property('Path') ?? '/'}${ref}` },
    };
  },
  'AWS::S3::Bucket': (s) => {
    const ref = s.property('BucketName') ?? generatedName(s, 63).toLowerCase();
    const { region } = s.place;
    const Arn = `arn:aws:s3:::${ref}`;
    const names = {
      DomainName: `${ref}.s3.amazonaws.com`,
      RegionalDomainName: `${ref}.s3.${region}.amazonaws.com`,
    };
    return { ref, attributes: { Arn, ...names } };
  },
  'AWS::S3::BucketPolicy': (s) => ({ ref: s.property('Bucket') ?? '', attributes: {} }),
};

/**
 * Physical names, ids and ARNs: the same on every start. For a type without a row they only look like AWS's; nothing
 * here serves such a resource, and the plan says so.
 */
export function identify(type: string, subject: Subject): Identity {
  const shape = SHAPES[type];
  if (shape !== undefined) return shape(subject);
  const ref = generatedName(subject, 128);
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return { ref, attributes: { Arn: arn(subject.place, service, ref) } };
}
