import { HONOURED_MESSAGING } from './honoured-messaging.ts';

/** What the run does with a resource type. A type without a row is a stranger: it is listed by logical id, never dropped in silence. */
export type Treatment =
  | 'ignore'
  | {
      /** Properties that are honoured, or whose absence nobody can notice on one machine. */
      readonly honoured: readonly string[];
      /** Properties that are read but only in part: name → what is missing. */
      readonly partly?: Readonly<Record<string, string>>;
    };

const labels = ['Tags', 'Description'];

export const HONOURED: Readonly<Record<string, Treatment>> = {
  'AWS::DynamoDB::Table': {
    honoured: [
      ...['TableName', 'KeySchema', 'AttributeDefinitions', 'BillingMode', 'ProvisionedThroughput'],
      ...['GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'TableClass', ...labels],
      ...['SSESpecification', 'PointInTimeRecoverySpecification', 'ContributorInsightsSpecification'],
      ...['TimeToLiveSpecification', 'DeletionProtectionEnabled', 'ResourcePolicy'],
    ],
  },
  'AWS::Lambda::Function': {
    honoured: [
      ...['FunctionName', 'Code', 'Handler', 'Role', 'Environment', 'Timeout', 'LoggingConfig'],
      ...['ReservedConcurrentExecutions', 'Architectures', 'TracingConfig', 'KmsKeyArn', ...labels],
      ...['MemorySize', 'DeadLetterConfig'],
    ],
    partly: {
      Runtime: 'every function runs on the Node.js that runs this',
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    honoured: [
      ...[
        'FunctionName',
        'Qualifier',
        'MaximumEventAgeInSeconds',
        'MaximumRetryAttempts',
        'DestinationConfig',
      ],
    ],
  },
  'AWS::SecretsManager::Secret': {
    honoured: ['Name', 'SecretString', 'GenerateSecretString', 'KmsKeyId', ...labels],
  },
  'AWS::S3::Bucket': {
    honoured: [
      ...['BucketName', 'BucketEncryption', 'VersioningConfiguration', 'ObjectLockEnabled'],
      // Nobody comes without a signature, or from another account.
      ...['ObjectLockConfiguration', 'PublicAccessBlockConfiguration', 'OwnershipControls', ...labels],
    ],
    partly: {
      LifecycleConfiguration: 'nothing expires, and no class is cheaper',
      LoggingConfiguration: 'no access logs are written',
      NotificationConfiguration: 'nobody is told of changes',
    },
  },
  'AWS::S3::BucketPolicy': { honoured: ['Bucket', 'PolicyDocument'] },
  'AWS::ApiGateway::RestApi': {
    honoured: [
      ...['Name', 'ApiKeySourceType', 'BinaryMediaTypes', 'EndpointConfiguration', ...labels],
      ...['DisableExecuteApiEndpoint', 'FailOnWarnings', 'SecurityPolicy', 'EndpointAccessMode'],
    ],
  },
  'AWS::ApiGateway::Resource': { honoured: ['RestApiId', 'ParentId', 'PathPart'] },
  'AWS::ApiGateway::Method': {
    honoured: [
      ...['RestApiId', 'ResourceId', 'HttpMethod', 'AuthorizationType', 'AuthorizerId', 'ApiKeyRequired'],
      ...['Integration', 'RequestParameters', 'RequestValidatorId', 'RequestModels', 'MethodResponses'],
      'OperationName',
    ],
  },
  'AWS::ApiGateway::Authorizer': {
    honoured: [
      ...['RestApiId', 'Name', 'Type', 'AuthorizerUri', 'IdentitySource'],
      ...['AuthorizerCredentials', 'AuthorizerResultTtlInSeconds', 'IdentityValidationExpression'],
    ],
  },
  'AWS::ApiGateway::Deployment': { honoured: ['RestApiId', 'Description'] },
  'AWS::ApiGateway::Stage': {
    honoured: [
      ...['RestApiId', 'StageName', 'DeploymentId', 'Variables', 'AccessLogSetting', 'MethodSettings'],
      ...['TracingEnabled', ...labels],
    ],
  },
  'AWS::ApiGateway::UsagePlan': {
    honoured: ['UsagePlanName', 'ApiStages', 'Quota', 'Throttle', ...labels],
  },
  'AWS::ApiGateway::GatewayResponse': {
    honoured: ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'],
  },
  'AWS::ApiGateway::RequestValidator': {
    honoured: ['RestApiId', 'Name', 'ValidateRequestParameters', 'ValidateRequestBody'],
  },
  'AWS::ApiGateway::Model': { honoured: ['RestApiId', 'Name', 'ContentType', 'Schema', ...labels] },
  'AWS::WAFv2::IPSet': { honoured: ['Name', 'Scope', 'IPAddressVersion', 'Addresses', ...labels] },
  'AWS::WAFv2::RegexPatternSet': { honoured: ['Name', 'Scope', 'RegularExpressionList', ...labels] },
  'AWS::WAFv2::WebACL': {
    honoured: [
      ...['Name', 'Scope', 'DefaultAction', 'Rules', 'CustomResponseBodies', 'AssociationConfig', ...labels],
    ],
    partly: { VisibilityConfig: 'no metrics are written and no requests sampled' },
  },
  'AWS::WAFv2::WebACLAssociation': { honoured: ['ResourceArn', 'WebACLArn'] },
  'AWS::ApiGateway::Account': 'ignore',
  'AWS::CDK::Metadata': 'ignore',
  'AWS::IAM::ManagedPolicy': {
    honoured: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users', 'Groups', ...labels],
  },
  'AWS::IAM::Policy': { honoured: ['PolicyName', 'PolicyDocument', 'Roles', 'Users', 'Groups'] },
  'AWS::IAM::Role': {
    honoured: [
      ...['RoleName', 'Path', 'AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns'],
      ...['PermissionsBoundary', 'MaxSessionDuration', ...labels],
    ],
  },
  'AWS::IAM::RolePolicy': { honoured: ['PolicyName', 'PolicyDocument', 'RoleName'] },
  'AWS::KMS::Alias': { honoured: ['AliasName', 'TargetKeyId'] },
  'AWS::KMS::Key': {
    honoured: [
      ...['KeyPolicy', 'EnableKeyRotation', 'RotationPeriodInDays', 'PendingWindowInDays', 'Enabled'],
      ...['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin', 'BypassPolicyLockoutSafetyCheck', ...labels],
    ],
  },
  'AWS::Lambda::Permission': {
    honoured: [
      ...['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount', 'PrincipalOrgID'],
      'FunctionUrlAuthType',
    ],
  },
  'AWS::Logs::LogGroup': 'ignore',
  'AWS::Logs::QueryDefinition': 'ignore',
  'AWS::Logs::ResourcePolicy': 'ignore',
  ...HONOURED_MESSAGING,
  'AWS::SecretsManager::RotationSchedule': {
    honoured: ['SecretId', 'RotationLambdaARN', 'RotationRules', 'RotateImmediatelyOnUpdate'],
  },
  'AWS::SecretsManager::ResourcePolicy': { honoured: ['SecretId', 'ResourcePolicy', 'BlockPublicPolicy'] },
};
