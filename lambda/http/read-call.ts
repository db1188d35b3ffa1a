import type { AuthorizerContext } from '../../contract/authorizer-context.ts';
import type { Upstream } from '../../contract/upstream.ts';
import { bodyLimit } from '../domain/body-limit.ts';
import type { Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import { foldedName } from '../domain/folded-name.ts';
import { holdsClientKey } from '../domain/holds-client-key.ts';
import { pathObjection } from '../domain/request-path.ts';
import { forwardableQuery } from '../domain/request-query.ts';
import { callIdOf, type GatewayEvent, headerPairs, queryPairs } from './gateway-event.ts';
import { gatewayUrlOf } from './gateway-url.ts';
import { forwardable } from './request-headers.ts';
import { userAgentOf } from './user-agent-of.ts';

/** API Gateway's proxy event: body as text, and base64 because the API declares every type binary. */
export interface ProxyEvent extends GatewayEvent {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: GatewayEvent['requestContext'] & {
    readonly authorizer?: Partial<Record<keyof AuthorizerContext, unknown>> | null;
  };
}

type UpstreamShape = Pick<
  Upstream,
  | 'mount'
  | 'routes'
  | 'carriers'
  | 'inject'
  | 'bodyBytesMax'
  | 'dropQuery'
  | 'refuseQuery'
  | 'dropHeaders'
  | 'addHeaders'
>;

/** A header value that Node would refuse to send (RFC 9110 §5.5); obs-text is allowed. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Half a character, which cannot be percent-encoded. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** Reads the client's call, or throws the Fault that answers it. Nothing in it is normalised. */
export function readCall(event: ProxyEvent, caller: AuthorizerContext, upstream: UpstreamShape): Call {
  const headers = headerPairs(event);
  const query = queryPairs(event);
  const wellFormed =
    headers.every(([name, value]) => FIELD_NAME.test(name) && FIELD_VALUE.test(value)) &&
    !query.flat().some((text) => LONE_SURROGATE.test(text));
  const encoded = headers.some(
    ([name, value]) => foldedName(name) === 'content-encoding' && value.trim().toLowerCase() !== 'identity',
  );
  // Behind CGI `content_type` is the same header: whoever reads that one would take the body for something else.
  const types = headers.filter(([name]) => foldedName(name) === 'content-type');
  if (
    !wellFormed ||
    encoded ||
    types.length > 1 ||
    types.some(([name]) => name !== 'content-type') ||
    pathObjection(event.path) !== undefined ||
    holdsClientKey(event.path)
  )
    throw new Fault('request.malformed');
  if (!event.path.startsWith(`${upstream.mount}/`)) throw new Fault('route.forbidden');
  const travelling = forwardableQuery(query, upstream);
  if (travelling === undefined) throw new Fault('request.malformed');
  const method = event.httpMethod;
  const path = event.path.slice(upstream.mount.length);
  return {
    callId: callIdOf(event),
    method,
    path,
    query: travelling,
    headers: forwardable(headers, upstream),
    body: readBody(event, bodyLimit(upstream, method, path)),
    ip: event.requestContext.identity.sourceIp,
    userAgent: userAgentOf(headers),
    gatewayUrl: gatewayUrlOf(event),
    caller,
  };
}

/** Without the authorizer's word there is no caller: a method that lost its authorizer refuses everybody. */
export function readCaller(event: ProxyEvent): AuthorizerContext {
  const { keyId, client, plan, products, role, scopes, tokenId, may } = event.requestContext.authorizer ?? {};
  if (
    typeof keyId !== 'string' ||
    typeof client !== 'string' ||
    typeof plan !== 'string' ||
    typeof products !== 'string' ||
    typeof role !== 'string' ||
    typeof scopes !== 'string' ||
    !isTextOrAbsent(tokenId) ||
    !isTextOrAbsent(may) ||
    keyId === ''
  ) {
    throw new Fault('credential.rejected');
  }
  const narrowed = { ...(tokenId === undefined ? {} : { tokenId }), ...(may === undefined ? {} : { may }) };
  return { keyId, client, plan, products, role, scopes, ...narrowed };
}

const isTextOrAbsent = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';

function readBody(event: ProxyEvent, bytesMax: number): Buffer {
  const text = event.body ?? '';
  const bytesAtLeast = event.isBase64Encoded ? Math.floor((text.length * 3) / 4) - 2 : text.length;
  if (bytesAtLeast > bytesMax) throw new Fault('request.too_large');
  const body = Buffer.from(text, event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > bytesMax) throw new Fault('request.too_large');
  return body;
}
