import {
  arn,
  LOWER_ALPHANUMERIC,
  MIXED_ALPHANUMERIC,
  type Place,
  stableCode,
  UPPER_ALPHANUMERIC,
} from './place.ts';

/** What `Ref` and `Fn::GetAtt` answer for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Subject {
  readonly place: Place;
  readonly logicalId: string;
  /** A property's resolved text, for resources that are named by the template. */
  property(name: string): string | undefined;
}

const generatedName = ({ place, logicalId }: Subject, max: number): string => {
  const code = stableCode(place, logicalId, 12, UPPER_ALPHANUMERIC);
  return `${`${place.stackName}-${logicalId}`.slice(0, max - 13)}-${code}`;
};
const code = (s: Subject, length: number, salt = ''): string =>
  stableCode(s.place, s.logicalId + salt, length, LOWER_ALPHANUMERIC);

const identifier =
  (attribute: string, length = 6) =>
  (s: Subject): Identity => {
    const ref = code(s, length);
    return { ref, attributes: { [attribute]: ref } };
  };

/** Shapes as in "Return values" of each resource's page, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/. */
const SHAPES: Readonly<Record<string, (subject: Subject) => Identity>> = {
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
  'AWS::KMS::Key': (s) => {
    const hex = stableCode(s.place, s.logicalId, 32, '0123456789abcdef');
    const ref = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return { ref, attributes: { KeyId: ref, Arn: arn(s.place, 'kms', `key/${ref}`) } };
  },
  'AWS::IAM::Role': (s) => {
    const ref = s.property('RoleName') ?? generatedName(s, 64);
    const RoleId = `AROA${stableCode(s.place, s.logicalId, 17, UPPER_ALPHANUMERIC)}`;
    return { ref, attributes: { RoleId, Arn: `arn:aws:iam::${s.place.accountId}:role/${ref}` } };
  },
  'AWS::Logs::LogGroup': (s) => {
    const ref = s.property('LogGroupName') ?? generatedName(s, 512);
    return { ref, attributes: { Arn: arn(s.place, 'logs', `log-group:${ref}:*`) } };
  },
  'AWS::SNS::Topic': (s) => {
    const TopicName = s.property('TopicName') ?? generatedName(s, 256);
    const ref = arn(s.place, 'sns', TopicName);
    return { ref, attributes: { TopicName, TopicArn: ref } };
  },
  'AWS::ApiGateway::RestApi': (s) => {
    const ref = code(s, 10);
    return { ref, attributes: { RestApiId: ref, RootResourceId: code(s, 10, '/root') } };
  },
  'AWS::ApiGateway::Stage': (s) => ({ ref: s.property('StageName') ?? code(s, 6), attributes: {} }),
  'AWS::ApiGateway::Resource': identifier('ResourceId'),
  'AWS::ApiGateway::Authorizer': identifier('AuthorizerId'),
  'AWS::ApiGateway::Deployment': identifier('DeploymentId'),
  'AWS::ApiGateway::RequestValidator': identifier('RequestValidatorId'),
  'AWS::ApiGateway::UsagePlan': identifier('Id'),
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
