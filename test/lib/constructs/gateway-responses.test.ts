import { expect, test } from '@jest/globals';
import { FAULTS, type FaultCode } from '../../../contract/faults.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { problemResponse } from '../../../lambda/http/problem-response.ts';
import config from '../../../sallyport.config.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';

interface GatewayResponse {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Record<string, string>;
  readonly ResponseTemplates: Record<string, string>;
}

const { template } = synthesized(config, 'prod');
const responses = resourcesOf(template, 'AWS::ApiGateway::GatewayResponse').map(
  ([, { Properties }]) => Properties as unknown as GatewayResponse,
);
const bodyOf = (response: GatewayResponse) =>
  JSON.parse(response.ResponseTemplates['application/json'] ?? 'null') as Record<string, unknown> & {
    code: FaultCode;
  };
const rows = responses.map((response): [string, GatewayResponse] => [response.ResponseType, response]);

test.each(rows)('%s is a problem that nobody stores, as the proxy writes it', (type, response) => {
  const header = (name: string) => response.ResponseParameters[`gatewayresponse.header.${name}`];
  expect([header('Content-Type'), header('Cache-Control')]).toEqual([
    `'application/problem+json'`,
    `'no-store'`,
  ]);
  expect(Object.keys(response.ResponseTemplates)).toEqual(['application/json']);
  const body = bodyOf(response);
  const ours = JSON.parse(problemResponse(new Fault(body.code), '$context.extendedRequestId').body) as Record<
    string,
    unknown
  >;
  if (type.startsWith('DEFAULT_')) delete ours['status']; // one response serves many statuses
  expect(JSON.stringify(body)).toBe(JSON.stringify(ours));
});

test('the status of a response is that of its fault', () => {
  for (const response of responses.filter(({ ResponseType }) => !ResponseType.startsWith('DEFAULT_')))
    expect([response.ResponseType, response.StatusCode]).toEqual([
      response.ResponseType,
      String(FAULTS[bodyOf(response).code].status),
    ]);
});

test('every answer that asks to come back says when', () => {
  for (const response of responses.filter(({ StatusCode }) => StatusCode === '429' || StatusCode === '503'))
    expect(response.ResponseParameters['gatewayresponse.header.Retry-After']).toMatch(/^'[1-9]\d*'$/);
});

test('these are the answers that API Gateway makes by itself', () => {
  expect(
    Object.fromEntries(responses.map((response) => [response.ResponseType, bodyOf(response).code])),
  ).toEqual({
    UNAUTHORIZED: 'credential.rejected',
    ACCESS_DENIED: 'route.forbidden',
    INVALID_API_KEY: 'gateway.unavailable',
    MISSING_AUTHENTICATION_TOKEN: 'route.unknown',
    RESOURCE_NOT_FOUND: 'route.unknown',
    WAF_FILTERED: 'request.blocked',
    BAD_REQUEST_BODY: 'request.malformed',
    BAD_REQUEST_PARAMETERS: 'request.malformed',
    REQUEST_TOO_LARGE: 'request.too_large',
    THROTTLED: 'plan.throttled',
    QUOTA_EXCEEDED: 'plan.exhausted',
    AUTHORIZER_FAILURE: 'gateway.unavailable',
    AUTHORIZER_CONFIGURATION_ERROR: 'internal',
    API_CONFIGURATION_ERROR: 'gateway.unavailable',
    INTEGRATION_TIMEOUT: 'upstream.timeout',
    INTEGRATION_FAILURE: 'upstream.unreachable',
    DEFAULT_4XX: 'request.malformed',
    DEFAULT_5XX: 'internal',
  });
});
