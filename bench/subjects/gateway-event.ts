import type { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AuthorizerContext } from '../../contract/authorizer-context.ts';
import type { AuthorizerEvent } from '../../lambda/authorizer/handler.ts';
import type { ProxyEvent } from '../../lambda/http/read-call.ts';

export type GatewayCall = ProxyEvent & AuthorizerEvent;

type Request = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** The request as API Gateway would hand it to authorizer and proxy; the body in base64, as every type is binary. */
export function gatewayEvent(request: Request, body: Buffer, authorizer?: AuthorizerContext): GatewayCall {
  const multiValueHeaders = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat()]),
  );
  return {
    httpMethod: request.method ?? 'GET',
    path: request.url ?? '/',
    multiValueHeaders,
    multiValueQueryStringParameters: null,
    requestContext: { requestId: randomUUID(), identity: { sourceIp: '127.0.0.1' }, authorizer },
    body: body.toString('base64'),
    isBase64Encoded: true,
    methodArn: 'arn:aws:execute-api:eu-central-1:000000000000:bench/local/POST/gemini',
  };
}
