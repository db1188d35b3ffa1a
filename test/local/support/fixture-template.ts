// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
export const fn = (logicalId: string, extra: object = {}): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${logicalId}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Timeout: 10,
    MemorySize: 256,
    ...extra,
  },
});
export const uri = (logicalId: string, version: string, action: string): object => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:',
      { Ref: 'AWS::Region' },
      `:lambda:path/${version}/functions/`,
      { 'Fn::GetAtt': [logicalId, 'Arn'] },
      `/${action}`,
    ],
  ],
});
export const buffered = (logicalId: string, extra: object = {}): object => ({
  Type: 'AWS_PROXY',
  IntegrationHttpMethod: 'POST',
  Uri: uri(logicalId, '2015-03-31', 'invocations'),
  ...extra,
});
export const streamed = (logicalId: string): object => ({
  Type: 'AWS_PROXY',
  IntegrationHttpMethod: 'POST',
  ResponseTransferMode: 'STREAM',
  TimeoutInMillis: 60_000,
  Uri: uri(logicalId, '2021-11-15', 'response-streaming-invocations'),
});
export const resource = (
  part: string,
  parent: object = { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
): object => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { RestApiId: { Ref: 'Api' }, ParentId: parent, PathPart: part },
});
export const method = (resourceId: string, Integration: object, extra: object = {}): object => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    RestApiId: { Ref: 'Api' },
    ResourceId: { Ref: resourceId },
    HttpMethod: 'ANY',
    AuthorizationType: 'NONE',
    Integration,
    ...extra,
  },
});
const guard = {
  AuthorizationType: 'CUSTOM',
  AuthorizerId: { Ref: 'Authorizer' },
  ApiKeyRequired: true,
};
export const gatewayResponse = (ResponseType: string, extra: object): object => ({
  Type: 'AWS::ApiGateway::GatewayResponse',
  Properties: { RestApiId: { Ref: 'Api' }, ResponseType, ...extra },
});

/** A role that Lambda may assume and that may write logs; `statements` are what else it may do. */
export const role = (...statements: object[]): object => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      ],
    },
    ManagedPolicyArns: [
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
    ],
    Policies: statements.length === 0 ? [] : [{ PolicyName: 'x', PolicyDocument: { Statement: statements } }],
  },
});
/** Lets API Gateway invoke functions. */
export const permissions = (...functions: string[]): Readonly<Record<string, object>> =>
  Object.fromEntries(
    functions.map((logicalId) => [
      `${logicalId}Permission`,
      {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { 'Fn::GetAtt': [logicalId, 'Arn'] },
          Principal: 'apigateway.amazonaws.com',
        },
      },
    ]),
  );

/** A stack of no particular app: something of everything that is served, and one thing that is not. */
export const fixtureTemplate = (environment: Readonly<Record<string, string>>): object => ({
  Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } },
  Conditions: { Never: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'nowhere'] } },
  Resources: {
    Role: role(),
    ...permissions('Buffered', 'Streamed', 'Hasty', 'Single', 'Guard'),
    Buffered: fn('Buffered', {
      Environment: { Variables: { ...environment, TABLE: { Ref: 'Table' }, SECRET: { Ref: 'Secret' } } },
    }),
    Streamed: fn('Streamed', { Environment: { Variables: environment } }),
    Hasty: fn('Buffered', { Timeout: 1 }),
    Single: fn('Buffered', { ReservedConcurrentExecutions: 1, Environment: { Variables: environment } }),
    Guard: fn('Guard'),
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'owner', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byOwner',
            KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    },
    Absent: { Type: 'AWS::SQS::Queue', Condition: 'Never', Properties: {} },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'app/upstream', SecretString: '{"state":"UNSET"}' },
    },
    Password: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"user":"me"}',
          GenerateStringKey: 'password',
          PasswordLength: 24,
          ExcludePunctuation: true,
        },
      },
    },
    Firewall: { Type: 'AWS::WAFv2::WebACL', Properties: {} },
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'Api', ApiKeySourceType: 'AUTHORIZER', BinaryMediaTypes: ['*/*'] },
    },
    Open: resource('open'),
    OpenId: resource('{id}', { Ref: 'Open' }),
    OpenStatic: resource('static', { Ref: 'Open' }),
    OpenRest: resource('{proxy+}', { Ref: 'Open' }),
    Guarded: resource('guarded'),
    GuardedRest: resource('{proxy+}', { Ref: 'Guarded' }),
    Sourced: resource('sourced'),
    Stream: resource('stream'),
    StreamRest: resource('{proxy+}', { Ref: 'Stream' }),
    Patience: resource('impatient'),
    PatienceRest: resource('{proxy+}', { Ref: 'Patience' }),
    HastyPath: resource('hasty'),
    HastyRest: resource('{proxy+}', { Ref: 'HastyPath' }),
    SinglePath: resource('single'),
    SingleRest: resource('{proxy+}', { Ref: 'SinglePath' }),
    Checked: resource('checked'),
    Foreign: resource('foreign'),
    OpenAny: method('Open', buffered('Buffered')),
    OpenIdAny: method('OpenId', buffered('Buffered')),
    OpenStaticGet: method('OpenStatic', buffered('Buffered'), { HttpMethod: 'GET' }),
    OpenRestAny: method('OpenRest', buffered('Buffered')),
    GuardedAny: method('GuardedRest', buffered('Buffered'), guard),
    SourcedAny: method('Sourced', buffered('Buffered'), {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: 'SourcedAuthorizer' },
    }),
    StreamAny: method('StreamRest', streamed('Streamed')),
    PatienceAny: method('PatienceRest', buffered('Buffered', { TimeoutInMillis: 50 })),
    HastyAny: method('HastyRest', buffered('Hasty')),
    SingleAny: method('SingleRest', buffered('Single')),
    CheckedGet: method('Checked', buffered('Buffered'), {
      HttpMethod: 'GET',
      RequestParameters: { 'method.request.header.x-needed': true },
      RequestValidatorId: { Ref: 'Validator' },
    }),
    ForeignAny: method('Foreign', { Type: 'HTTP', IntegrationHttpMethod: 'GET', Uri: 'http://127.0.0.1/' }),
    Validator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestParameters: true },
    },
    Authorizer: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        RestApiId: { Ref: 'Api' },
        Type: 'REQUEST',
        AuthorizerResultTtlInSeconds: 0,
        AuthorizerUri: uri('Guard', '2015-03-31', 'invocations'),
      },
    },
    SourcedAuthorizer: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        RestApiId: { Ref: 'Api' },
        Type: 'REQUEST',
        AuthorizerResultTtlInSeconds: 0,
        IdentitySource: 'method.request.header.x-verdict',
        AuthorizerUri: uri('Guard', '2015-03-31', 'invocations'),
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        DeploymentId: { Ref: 'Deployment' },
        StageName: 'prod',
        AccessLogSetting: {
          DestinationArn: 'x',
          Format:
            '{"id":"$context.requestId","path":"$context.path","status":"$context.status","bytes":"$context.responseLength","who":"$context.authorizer.text","why":"$context.error.responseType","none":"$context.nothing.here"}',
        },
      },
    },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: {
        UsagePlanName: 'basic',
        ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }],
        Throttle: { RateLimit: 1, BurstLimit: 2 },
        Quota: { Limit: 5, Period: 'DAY' },
      },
    },
    Roomy: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: {
        UsagePlanName: 'roomy',
        ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }],
      },
    },
    Elsewhere: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { UsagePlanName: 'elsewhere', ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'other' }] },
    },
    Unauthorized: gatewayResponse('UNAUTHORIZED', {
      StatusCode: '401',
      ResponseParameters: {
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Cache-Control': "'no-store'",
      },
      ResponseTemplates: {
        'application/json':
          '{"type":"$context.error.responseType","message":$context.error.messageString,"id":"$context.requestId"}',
      },
    }),
    Default5xx: gatewayResponse('DEFAULT_5XX', {
      ResponseTemplates: { 'application/json': '{"oops":"$context.error.responseType"}' },
    }),
  },
  Outputs: {
    TableName: { Value: { Ref: 'Table' } },
    SecretArn: { Value: { Ref: 'Secret' } },
    PasswordArn: { Value: { Ref: 'Password' } },
    ApiId: { Value: { Ref: 'Api' } },
    BasicPlan: { Value: { Ref: 'Plan' } },
    RoomyPlan: { Value: { Ref: 'Roomy' } },
    ElsewherePlan: { Value: { Ref: 'Elsewhere' } },
    Never: { Value: 'x', Condition: 'Never' },
  },
});
