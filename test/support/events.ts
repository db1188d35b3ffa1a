import type { AuthorizerEvent } from '../../lambda/authorizer/handler.ts';
import type { GatewayEvent } from '../../lambda/http/gateway-event.ts';
import type { ProxyEvent } from '../../lambda/http/read-call.ts';
import { callerContext } from './build.ts';

type Lists = Record<string, readonly string[]>;

/** The parts of an event that a test cares about. */
export interface EventParts {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Lists;
  readonly query?: Lists;
  readonly ip?: string;
}

/** An event as API Gateway makes it, without a body and without an authorizer's word. */
export const gatewayEvent = ({ method, path, headers, query, ip }: EventParts = {}): GatewayEvent => ({
  httpMethod: method ?? 'GET',
  path: path ?? '/weather/forecast/rome',
  multiValueHeaders: headers ?? {},
  multiValueQueryStringParameters: query ?? null,
  requestContext: {
    requestId: 'chosen-by-the-client',
    extendedRequestId: 'call-1',
    identity: { sourceIp: ip ?? '203.0.113.7' },
  },
});

/** The same after the authorizer said yes. */
export function proxyEvent(
  parts: EventParts & { readonly body?: string | null; readonly base64?: boolean } = {},
): ProxyEvent {
  const event = gatewayEvent(parts);
  const authorizer = { ...callerContext() };
  return {
    ...event,
    body: parts.body ?? null,
    isBase64Encoded: parts.base64 ?? false,
    requestContext: { ...event.requestContext, authorizer },
  };
}

export const authorizerEvent = (parts: EventParts = {}): AuthorizerEvent => ({
  ...gatewayEvent(parts),
  methodArn: `arn:aws:execute-api:eu-central-1:123456789012:abc123/test/GET${parts.path ?? '/weather/forecast/rome'}`,
});
