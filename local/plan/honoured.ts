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
    ],
    partly: {
      TimeToLiveSpecification: 'expired items are never deleted',
      DeletionProtectionEnabled: 'DeleteTable is not refused',
    },
  },
  'AWS::Lambda::Function': {
    honoured: [
      ...['FunctionName', 'Code', 'Handler', 'Role', 'Environment', 'Timeout', 'LoggingConfig'],
      ...['ReservedConcurrentExecutions', 'Architectures', 'TracingConfig', 'KmsKeyArn', ...labels],
    ],
    partly: {
      MemorySize: 'the function is told it, but may use more',
      Runtime: 'every function runs on the Node.js that runs this',
    },
  },
  'AWS::SecretsManager::Secret': {
    honoured: ['Name', 'SecretString', 'GenerateSecretString', 'KmsKeyId', ...labels],
  },
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
      ...['Integration', 'RequestParameters', 'RequestValidatorId', 'MethodResponses', 'OperationName'],
    ],
  },
  'AWS::ApiGateway::Authorizer': {
    honoured: [
      ...['RestApiId', 'Name', 'Type', 'AuthorizerUri', 'IdentitySource'],
      ...['AuthorizerCredentials', 'AuthorizerResultTtlInSeconds'],
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
    honoured: ['RestApiId', 'Name', 'ValidateRequestParameters'],
    partly: { ValidateRequestBody: 'bodies are not checked against models' },
  },
  'AWS::ApiGateway::Account': 'ignore',
  'AWS::CDK::Metadata': 'ignore',
  'AWS::IAM::ManagedPolicy': 'ignore',
  'AWS::IAM::Policy': 'ignore',
  'AWS::IAM::Role': 'ignore',
  'AWS::KMS::Alias': 'ignore',
  'AWS::KMS::Key': 'ignore',
  'AWS::Lambda::Permission': 'ignore',
  'AWS::Logs::LogGroup': 'ignore',
  'AWS::Logs::ResourcePolicy': 'ignore',
  'AWS::SecretsManager::ResourcePolicy': 'ignore',
};
