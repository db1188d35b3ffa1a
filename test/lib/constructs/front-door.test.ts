import { expect, test } from '@jest/globals';
import { defineConfig } from '../../../lib/config.ts';
import shipped from '../../../sallyport.config.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';
import { validConfig } from '../config/valid-config.ts';

const { template } = synthesized(shipped, 'prod');
const properties = (type: string) => resourcesOf(template, type).map(([, resource]) => resource.Properties);

test('no method is open: each asks the authorizer and counts against a usage plan', () => {
  const methods = properties('AWS::ApiGateway::Method');
  expect(methods.map(({ HttpMethod }) => HttpMethod)).toEqual(['ANY', 'ANY', 'POST']);
  for (const method of methods) {
    expect(method).toMatchObject({ AuthorizationType: 'CUSTOM', ApiKeyRequired: true });
    expect(method['AuthorizerId']).toEqual({ Ref: expect.stringContaining('Authorizer') });
    // below a mount, never the root
    expect(method['ResourceId']).toEqual({ Ref: expect.stringMatching(/(proxy|tokens)[0-9A-F]{8}$/) });
  }
});

test('where pages may call, preflights alone are open: they reach nothing, and name no origin, cookie or credential', () => {
  const config = defineConfig({ ...validConfig(), stages: { prod: { region: 'eu-central-1', cors: true } } });
  const open = synthesized(config, 'prod').template;
  const methods = resourcesOf(open, 'AWS::ApiGateway::Method').map(([, { Properties }]) => Properties);
  const preflights = methods.filter(({ AuthorizationType }) => AuthorizationType !== 'CUSTOM');
  expect(preflights).toHaveLength(methods.length / 2);
  for (const { HttpMethod, Integration, ApiKeyRequired } of preflights) {
    const [answer] = (Integration as { IntegrationResponses: { ResponseParameters: object }[] })
      .IntegrationResponses;
    expect([HttpMethod, ApiKeyRequired, Integration]).toEqual([
      'OPTIONS',
      false,
      expect.objectContaining({ Type: 'MOCK' }),
    ]);
    expect(answer?.ResponseParameters).toMatchObject({
      'method.response.header.Access-Control-Allow-Origin': "'*'",
      'method.response.header.Access-Control-Allow-Headers': "'*,authorization'",
    });
    expect(JSON.stringify(answer)).not.toContain('Credentials');
  }
  for (const [, { Properties }] of resourcesOf(open, 'AWS::ApiGateway::GatewayResponse'))
    expect(Properties['ResponseParameters']).toMatchObject({
      'gatewayresponse.header.access-control-allow-origin': "'*'",
    });
});

test('where GitHub may report leaked keys, that one method is open, reaches one function, and is throttled for everybody together', () => {
  const stages = { prod: { region: 'eu-central-1', leakIntake: { github: true } } };
  const open = synthesized(defineConfig({ ...validConfig(), stages }), 'prod').template;
  const methods = resourcesOf(open, 'AWS::ApiGateway::Method').map(([, { Properties }]) => Properties);
  const [reports, ...none] = methods.filter(({ AuthorizationType }) => AuthorizationType !== 'CUSTOM');
  expect(none).toEqual([]);
  expect(reports).toMatchObject({
    ...{ HttpMethod: 'POST', AuthorizationType: 'NONE' },
    ResourceId: { Ref: expect.stringMatching(/leaksgithub[0-9A-F]{8}$/) },
    Integration: { Type: 'AWS_PROXY' },
  });
  expect(JSON.stringify(reports?.['Integration'])).toContain('LeakIntakeRuntimeFunction');
  const [[, stage] = []] = resourcesOf(open, 'AWS::ApiGateway::Stage');
  expect(stage?.Properties['MethodSettings']).toContainEqual({
    ...{ ResourcePath: '/~1leaks~1github', HttpMethod: 'POST', MetricsEnabled: true },
    ...{ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    ...{ LoggingLevel: 'OFF', DataTraceEnabled: false },
  });
});

test('every answer of an upstream is streamed through a proxy integration', () => {
  const proxies = properties('AWS::ApiGateway::Method').filter(({ HttpMethod }) => HttpMethod === 'ANY');
  for (const { Integration } of proxies)
    expect(Integration).toMatchObject({
      Type: 'AWS_PROXY',
      ResponseTransferMode: 'STREAM',
      IntegrationHttpMethod: 'POST',
    });
});

test('the authorizer is asked for every request, whatever it carries', () => {
  expect(properties('AWS::ApiGateway::Authorizer')).toEqual([
    expect.objectContaining({ Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0, IdentitySource: '' }),
  ]);
});

test('the API takes the usage key from the authorizer, bodies as bytes, and is Regional', () => {
  expect(properties('AWS::ApiGateway::RestApi')).toEqual([
    expect.objectContaining({
      ApiKeySourceType: 'AUTHORIZER',
      BinaryMediaTypes: ['*/*'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
      DisableExecuteApiEndpoint: false,
    }),
  ]);
});

test('the account-wide role for execution logs is left alone', () => {
  expect(properties('AWS::ApiGateway::Account')).toEqual([]);
});

const stage = properties('AWS::ApiGateway::Stage')[0] ?? {};

test('nothing is written to an execution log', () => {
  expect(stage['MethodSettings']).toEqual([
    expect.objectContaining({
      LoggingLevel: 'OFF',
      DataTraceEnabled: false,
      HttpMethod: '*',
      ResourcePath: '/*',
    }),
  ]);
});

test('the access log names no header, query, path or body of the client', () => {
  const { Format, DestinationArn } = stage['AccessLogSetting'] as { Format: string; DestinationArn: unknown };
  expect(JSON.stringify(DestinationArn)).toContain('FrontDoorAccessLog');
  expect(Object.values(JSON.parse(Format) as Record<string, string>).sort()).toEqual([
    '$context.authorizer.client',
    '$context.authorizer.keyId',
    '$context.authorizer.status',
    '$context.error.responseType',
    '$context.extendedRequestId',
    '$context.httpMethod',
    '$context.identity.sourceIp',
    '$context.integration.latency',
    '$context.integration.status',
    '$context.requestTime',
    '$context.resourcePath',
    '$context.responseLatency',
    '$context.responseLength',
    '$context.stage',
    '$context.status',
  ]);
});

test('what API Gateway throttles is counted from the access log, by stage', () => {
  const filters = properties('AWS::Logs::MetricFilter').map(({ FilterPattern, MetricTransformations }) => [
    FilterPattern,
    MetricTransformations,
  ]);
  const counted = (MetricName: string) => [
    expect.objectContaining({
      MetricName,
      MetricNamespace: 'Sallyport',
      Dimensions: [{ Key: 'Stage', Value: '$.stage' }],
    }),
  ];
  expect(filters).toEqual([
    ['{ $.errorType = "THROTTLED" }', counted('PlanThrottled')],
    ['{ $.errorType = "QUOTA_EXCEEDED" }', counted('PlanExhausted')],
  ]);
});

test('usage plans are those of the config', () => {
  const plans = properties('AWS::ApiGateway::UsagePlan').map(({ Description, Throttle, Quota }) => [
    Description,
    Throttle,
    Quota,
  ]);
  expect(plans).toEqual([
    ['Sallyport plan basic', { RateLimit: 10, BurstLimit: 20 }, { Limit: 10_000, Period: 'DAY' }],
    ['Sallyport plan pro', { RateLimit: 50, BurstLimit: 100 }, { Limit: 100_000, Period: 'DAY' }],
  ]);
  for (const { ApiStages } of properties('AWS::ApiGateway::UsagePlan')) expect(ApiStages).toHaveLength(1);
});

test('a plan without a quota has none', () => {
  const { template: other } = synthesized(defineConfig(validConfig()), 'prod');
  const quotas = resourcesOf(other, 'AWS::ApiGateway::UsagePlan').map(
    ([, resource]) => 'Quota' in resource.Properties,
  );
  expect(quotas).toEqual([true, false]);
});

test('no API key and no client key is made by the stack', () => {
  expect([properties('AWS::ApiGateway::ApiKey'), properties('AWS::ApiGateway::UsagePlanKey')]).toEqual([
    [],
    [],
  ]);
});

test('the rules on blocked sources and on rate stand where the config asks for WAF, keep no samples, and nowhere else', () => {
  const [acl] = properties('AWS::WAFv2::WebACL');
  expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
  expect(acl).toMatchObject({
    Scope: 'REGIONAL',
    Rules: [
      { Priority: 0, Action: { Block: {} }, Statement: { OrStatement: expect.anything() } },
      {
        Priority: 1,
        Action: { Block: {} },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 30_000 } },
      },
    ],
  });
  // What a template says of them never changes, so no deployment empties them.
  expect(properties('AWS::WAFv2::IPSet')).toEqual(
    ['IPV4', 'IPV6'].map((version) => ({
      Addresses: [],
      IPAddressVersion: version,
      Scope: 'REGIONAL',
      Tags: expect.anything(),
    })),
  );
  expect(JSON.stringify(acl).match(/IPSetReferenceStatement/g)).toHaveLength(2);
  expect(properties('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
  expect(resourcesOf(synthesized(shipped, 'local').template, 'AWS::WAFv2::WebACL')).toEqual([]);
});

test('with a domain of its own the API answers there only', () => {
  const certificateArn =
    'arn:aws:acm:eu-central-1:123456789012:certificate/0b4c2e1a-0000-0000-0000-000000000000';
  const config = defineConfig({
    ...validConfig(),
    stages: { prod: { domain: { name: 'api.example.com', certificateArn } } },
  });
  const { template: other } = synthesized(config, 'prod');
  other.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  other.hasResourceProperties('AWS::ApiGateway::DomainName', {
    DomainName: 'api.example.com',
    SecurityPolicy: 'TLS_1_2',
    RegionalCertificateArn: certificateArn,
  });
  expect(other.findOutputs('GatewayUrl')).toMatchObject({ GatewayUrl: { Value: 'https://api.example.com' } });
});
