import { Buffer } from 'node:buffer';
import type { AuthorizerContext } from '../../contract/authorizer-context.ts';
import { benchKey, GENERATE, REQUEST_BODY, requestHeaders } from '../client.ts';
import { type GatewayCall, gatewayEvent } from './gateway-event.ts';

/** What the authorizer would have said of any key of the bench. */
export const ALLOWED: AuthorizerContext = {
  keyId: 'key_bench',
  client: 'bench',
  plan: 'basic',
  products: 'gemini',
  role: '*',
  scopes: '*',
};

/** An event of one ordinary call, for a function that is not reached over HTTP. */
export function benchEvent(): GatewayCall {
  const request = { method: 'POST', url: GENERATE, headers: { ...requestHeaders(benchKey()) } };
  return gatewayEvent(request, Buffer.from(REQUEST_BODY), ALLOWED);
}
