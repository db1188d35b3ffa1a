import type { Exchange } from './exchange.ts';
import { isBinary } from './media-type.ts';
import { requestContext } from './request-context.ts';
import { requestEvent } from './request-event.ts';

/** Event of a Lambda proxy integration. Absent maps are null here, where an authorizer sees them empty. */
export function proxyEvent(exchange: Exchange, body: Buffer): string {
  const common = requestEvent(exchange);
  const nullIfEmpty = (name: string): unknown => {
    const value = common[name];
    return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? null : value;
  };
  const binary = isBinary(exchange, exchange.facts.headers.get('content-type'));
  return JSON.stringify({
    ...common,
    queryStringParameters: nullIfEmpty('queryStringParameters'),
    multiValueQueryStringParameters: nullIfEmpty('multiValueQueryStringParameters'),
    pathParameters: nullIfEmpty('pathParameters'),
    stageVariables: nullIfEmpty('stageVariables'),
    requestContext: requestContext(exchange),
    body: body.length === 0 ? null : body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: body.length > 0 && binary,
  });
}
