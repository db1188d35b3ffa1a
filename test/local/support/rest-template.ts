// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import {
  buffered,
  fn,
  gatewayResponse,
  method,
  permissions,
  resource,
  role,
  uri,
} from './fixture-template.ts';

const authorizer = (extra: object): object => ({
  Type: 'AWS::ApiGateway::Authorizer',
  Properties: {
    RestApiId: { Ref: 'Api' },
    Type: 'REQUEST',
    AuthorizerUri: uri('Guard', '2015-03-31', 'invocations'),
    ...extra,
  },
});
const guardedBy = (logicalId: string): object => ({
  HttpMethod: 'GET',
  AuthorizationType: 'CUSTOM',
  AuthorizerId: { Ref: logicalId },
});
const plan = (name: string, extra: object): object => ({
  Type: 'AWS::ApiGateway::UsagePlan',
  Properties: { UsagePlanName: name, ...extra },
});
const stage = { ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } };
const model = (Name: string, Schema: object | string): object => ({
  Type: 'AWS::ApiGateway::Model',
  Properties: { RestApiId: { Ref: 'Api' }, Name, ContentType: 'application/json', Schema },
});

const LOG = [
  ...['requestId', 'status', 'error.responseType', 'error.message', 'error.validationErrorString'],
  ...['integration.status', 'integration.integrationStatus', 'integrationStatus', 'authorizer.status'],
  ...['authorizer.error', 'authorizer.text', 'authorizer.principalId', 'wafResponseCode', 'webaclArn'],
  ...['waf.status', 'identity.sourceIp', 'identity.apiKeyId', 'resourcePath', 'stage', 'requestTime'],
];

/** Methods of every kind, for what a REST API does with a request before and after a function sees it. */
const methods: Readonly<Record<string, object>> = {
  Open: resource('open'),
  OpenAny: method('Open', buffered('Buffered')),
  OpenRest: resource('{proxy+}', { Ref: 'Open' }),
  OpenRestAny: method('OpenRest', buffered('Buffered')),
  Cached: resource('cached'),
  CachedGet: method('Cached', buffered('Buffered'), guardedBy('CachedAuthorizer')),
  CachedOther: resource('other', { Ref: 'Cached' }),
  CachedOtherGet: method('CachedOther', buffered('Buffered'), guardedBy('CachedAuthorizer')),
  Token: resource('token'),
  TokenGet: method('Token', buffered('Buffered'), guardedBy('TokenAuthorizer')),
  Staged: resource('staged'),
  StagedGet: method('Staged', buffered('Buffered'), guardedBy('StagedAuthorizer')),
  Unstaged: resource('unstaged'),
  UnstagedGet: method('Unstaged', buffered('Buffered'), guardedBy('UnstagedAuthorizer')),
  Keyed: resource('keyed'),
  KeyedGet: method('Keyed', buffered('Buffered'), { HttpMethod: 'GET', ApiKeyRequired: true }),
  KeyedPost: method('Keyed', buffered('Buffered'), { HttpMethod: 'POST', ApiKeyRequired: true }),
  Slow: resource('slow'),
  SlowGet: method('Slow', buffered('Buffered'), { HttpMethod: 'GET' }),
  Checked: resource('checked'),
  CheckedItem: resource('{id}', { Ref: 'Checked' }),
  CheckedPost: method('CheckedItem', buffered('Buffered'), {
    HttpMethod: 'POST',
    RequestParameters: {
      'method.request.header.x-needed': true,
      'method.request.querystring.q': true,
      'method.request.path.id': true,
      'method.request.header.x-optional': false,
    },
    RequestValidatorId: { Ref: 'ParameterValidator' },
  }),
  Ordered: resource('ordered'),
  OrderedPost: method('Ordered', buffered('Buffered'), {
    ...guardedBy('PlainAuthorizer'),
    HttpMethod: 'POST',
    ApiKeyRequired: true,
    RequestParameters: { 'method.request.header.x-needed': true },
    RequestValidatorId: { Ref: 'ParameterValidator' },
  }),
  Preflight: resource('preflight'),
  PreflightOptions: method(
    'Preflight',
    {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{ statusCode: 204 }' },
      IntegrationResponses: [
        {
          StatusCode: '204',
          ResponseParameters: {
            'method.response.header.Access-Control-Allow-Origin': "'https://example.com'",
            'method.response.header.X-Tier': 'stageVariables.tier',
          },
        },
      ],
    },
    { HttpMethod: 'OPTIONS' },
  ),
  Mock: resource('mock'),
  MockPost: method(
    'Mock',
    {
      Type: 'MOCK',
      PassthroughBehavior: 'NEVER',
      RequestTemplates: { 'application/json': '{"statusCode": 200}', 'text/plain': '{"statusCode": 503}' },
      IntegrationResponses: [
        {
          StatusCode: '201',
          ResponseTemplates: { 'application/json': '{"at":"$context.stage","tier":"$stageVariables.tier"}' },
        },
        { StatusCode: '502', SelectionPattern: '5\\d{2}', ResponseTemplates: { 'text/plain': 'down' } },
      ],
    },
    { HttpMethod: 'POST' },
  ),
  Velocity: resource('velocity'),
  VelocityGet: method(
    'Velocity',
    { Type: 'MOCK', RequestTemplates: { 'application/json': '#set($x = 1){"statusCode": 200}' } },
    { HttpMethod: 'GET' },
  ),
};

/** A REST API that takes keys from the client's header, with plans, throttles, authorizers and responses of its own. */
export const restTemplate = (
  extra: Readonly<Record<string, object>> = {},
  outputs: Readonly<Record<string, object>> = {},
): object => ({
  Resources: {
    Role: role(),
    ...permissions('Buffered', 'Guard'),
    Buffered: fn('Buffered'),
    Guard: fn('Guard'),
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Name: 'Rest',
        BinaryMediaTypes: ['image/*'],
        EndpointConfiguration: { Types: ['REGIONAL'] },
      },
    },
    ...methods,
    CachedAuthorizer: authorizer({
      AuthorizerResultTtlInSeconds: 60,
      IdentitySource: 'method.request.header.x-verdict, method.request.querystring.tenant',
    }),
    TokenAuthorizer: authorizer({
      Type: 'TOKEN',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'method.request.header.Authorization',
      IdentityValidationExpression: '[a-z-]+',
    }),
    StagedAuthorizer: authorizer({
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'stageVariables.tier, context.identity.sourceIp',
    }),
    UnstagedAuthorizer: authorizer({
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'stageVariables.missing',
    }),
    PlainAuthorizer: authorizer({ AuthorizerResultTtlInSeconds: 0 }),
    ParameterValidator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestParameters: true },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        DeploymentId: { Ref: 'Deployment' },
        StageName: 'prod',
        Variables: { tier: 'gold' },
        MethodSettings: [
          { ResourcePath: '/~1slow', HttpMethod: 'GET', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
          { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 },
        ],
        AccessLogSetting: {
          DestinationArn: 'x',
          Format: `{${LOG.map((name) => `"${name}":"$context.${name}"`).join(',')}}`,
        },
      },
    },
    Plan: plan('basic', {
      ApiStages: [{ ...stage, Throttle: { '/keyed/GET': { RateLimit: 1, BurstLimit: 1 } } }],
      Throttle: { RateLimit: 2, BurstLimit: 2 },
    }),
    Weekly: plan('weekly', { ApiStages: [stage], Quota: { Limit: 3, Period: 'WEEK', Offset: 1 } }),
    Elsewhere: plan('elsewhere', { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'other' }] }),
    AccessDenied: gatewayResponse('ACCESS_DENIED', {
      StatusCode: '418',
      ResponseParameters: {
        'gatewayresponse.header.X-Literal': "'as it stands'",
        'gatewayresponse.header.X-Verdict': 'method.request.header.x-verdict',
        'gatewayresponse.header.X-Tenant': 'method.request.querystring.tenant',
        'gatewayresponse.header.X-Tier': 'stageVariables.tier',
        'gatewayresponse.header.X-Request': 'context.requestId',
      },
      ResponseTemplates: {
        'application/json': '{"why":$context.error.messageString,"tier":"$stageVariables.tier"}',
        'text/plain': '$context.error.responseType',
      },
    }),
    Default4xx: gatewayResponse('DEFAULT_4XX', {
      ResponseTemplates: {
        'application/json': '{"type":"$context.error.responseType","message":$context.error.messageString}',
      },
    }),
    Default5xx: gatewayResponse('DEFAULT_5XX', {
      ResponseTemplates: { 'application/json': '{"oops":"$context.error.responseType"}' },
    }),
    ...extra,
  },
  Outputs: {
    ApiId: { Value: { Ref: 'Api' } },
    BasicPlan: { Value: { Ref: 'Plan' } },
    WeeklyPlan: { Value: { Ref: 'Weekly' } },
    ElsewherePlan: { Value: { Ref: 'Elsewhere' } },
    ...outputs,
  },
});

/** A method whose bodies are held to a model that refers to another. */
export const modelled: Readonly<Record<string, object>> = {
  BodyValidator: {
    Type: 'AWS::ApiGateway::RequestValidator',
    Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true },
  },
  Owner: model('Owner', '{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}'),
  Pet: model('Pet', {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['age'],
    properties: {
      age: { type: 'integer', minimum: 0, exclusiveMinimum: true },
      owner: {
        $ref: {
          'Fn::Sub': 'https://apigateway.amazonaws.com/restapis/${Api}/models/Owner',
        },
      },
    },
  }),
  Pets: resource('pets'),
  PetsPost: method('Pets', buffered('Buffered'), {
    HttpMethod: 'POST',
    RequestValidatorId: { Ref: 'BodyValidator' },
    RequestModels: { 'application/json': { Ref: 'Pet' } },
  }),
};
