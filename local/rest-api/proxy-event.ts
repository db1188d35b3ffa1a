import type { Exchange } from './exchange.ts';
import { requestContext } from './request-context.ts';
import { requestEvent } from './request-event.ts';

/** Event of a Lambda proxy integration. Absent maps are null here, where an authorizer sees them empty. */
export function proxyEvent(exchange: Exchange, body: Buffer): string {
  const common = requestEvent(exchange);
  const nullIfEmpty = (name: string): unknown => {
    const value = common[name];
    return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? null : value;
  };
  const binary = isBinary(exchange);
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

function isBinary({ api, facts }: Exchange): boolean {
  const sent = (facts.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return api.binaryMediaTypes.some((type) => type === '*/*' || type.toLowerCase() === sent);
}
