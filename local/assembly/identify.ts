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

const uuid = (s: Subject): string =>
  stableCode(s.place, s.logicalId, 32, '0123456789abcdef').replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  );

const identifier =
  (attribute: string, length = 6) =>
  (s: Subject): Identity => {
    const ref = code(s, length);
    return { ref, attributes: { [attribute]: ref } };
  };

/** AWS WAF's: `name|id|scope`. */
const firewallPart =
  (kind: string) =>
  (s: Subject): Identity => {
    const Id = uuid(s);
    const name = s.property('Name') ?? `${s.logicalId}-${code(s, 12, '/name')}`;
    const scope = s.property('Scope') === 'CLOUDFRONT' ? 'CLOUDFRONT' : 'REGIONAL';
    const place = scope === 'REGIONAL' ? 'regional' : 'global';
    return {
      ref: `${name}|${Id}|${scope}`,
      attributes: { Id, Arn: arn(s.place, 'wafv2', `${place}/${kind}/${name}/${Id}`) },
    };
  };

function alarm(s: Subject): Identity {
  const ref = s.property('AlarmName') ?? generatedName(s, 255);
  return { ref, attributes: { Arn: arn(s.place, 'cloudwatch', `alarm:${ref}`) } };
}

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
  'AWS::Logs::LogGroup': (s) => {
    const ref = s.property('LogGroupName') ?? generatedName(s, 512);
    return { ref, attributes: { Arn: arn(s.place, 'logs', `log-group:${ref}:*`) } };
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
  'AWS::ApiGateway::Model': (s) => ({ ref: s.property('Name') ?? code(s, 10), attributes: {} }),
  'AWS::SNS::Subscription': (s) => ({
    ref: `${s.property('TopicArn') ?? arn(s.place, 'sns', 'unknown')}:${uuid(s)}`,
    attributes: {},
  }),
  'AWS::SQS::Queue': (s) => {
    const QueueName = s.property('QueueName') ?? generatedName(s, 80);
    const { region, accountId } = s.place;
    const ref = `https://sqs.${region}.amazonaws.com/${accountId}/${QueueName}`;
    return { ref, attributes: { QueueName, QueueUrl: ref, Arn: arn(s.place, 'sqs', QueueName) } };
  },
  'AWS::Events::EventBus': (s) => {
    const ref = s.property('Name') ?? generatedName(s, 256);
    return { ref, attributes: { Name: ref, Arn: arn(s.place, 'events', `event-bus/${ref}`) } };
  },
  'AWS::Events::Rule': (s) => {
    const name = s.property('Name') ?? generatedName(s, 64);
    const bus = s.property('EventBusName')?.split('/').at(-1) ?? 'default';
    const path = bus === 'default' ? name : `${bus}/${name}`;
    return {
      ref: bus === 'default' ? name : `${bus}|${name}`,
      attributes: { Arn: arn(s.place, 'events', `rule/${path}`) },
    };
  },
  'AWS::Scheduler::Schedule': (s) => {
    const ref = s.property('Name') ?? generatedName(s, 64);
    const group = s.property('GroupName') ?? 'default';
    return { ref, attributes: { Arn: arn(s.place, 'scheduler', `schedule/${group}/${ref}`) } };
  },
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
  'AWS::WAFv2::IPSet': firewallPart('ipset'),
  'AWS::WAFv2::RegexPatternSet': firewallPart('regexpatternset'),
  'AWS::WAFv2::WebACL': firewallPart('webacl'),
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
