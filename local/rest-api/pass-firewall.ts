import type { ServerResponse } from 'node:http';
import type { BlockResponse } from '../plan/firewall-plan.ts';
import type { WebAcl } from '../waf/web-acl.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import type { RequestBody } from './request-body.ts';
import { gatewayHeaders } from './response-headers.ts';

/**
 * Asks the stage's web ACL before anything else looks at the request; throws the refusal of a blocked one, or gives back the response that
 * its rule has instead (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html).
 */
export async function passFirewall(
  webAcl: WebAcl,
  exchange: Exchange,
  body: RequestBody,
  now: () => number,
): Promise<BlockResponse | undefined> {
  const { facts } = exchange;
  const startedAt = now();
  const beginning = webAcl.inspectsBody ? (await body.beginning()).toString('latin1') : '';
  const verdict = webAcl.evaluate({
    sourceIp: facts.sourceIp,
    method: facts.httpMethod,
    path: facts.path,
    query: facts.rawQuery,
    headers: facts.headers.entries(),
    body: beginning,
    now: now(),
  });
  const code = verdict.kind === 'allow' ? 'WAF_ALLOW' : 'WAF_BLOCK';
  exchange.firewall = { webAcl: webAcl.plan, code, latencyMs: now() - startedAt };
  if (verdict.kind === 'allow') return undefined;
  if (verdict.response === undefined) throw new GatewayRefusal('WAF_FILTERED', 'Forbidden');
  return verdict.response;
}

/** Takes precedence over the API's own gateway responses (https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html). */
export function writeBlockResponse(
  exchange: Exchange,
  { status, headers, contentType, body }: BlockResponse,
  response: ServerResponse,
): void {
  const bytes = Buffer.from(body);
  exchange.status = status;
  exchange.error = { message: 'Forbidden', responseType: 'WAF_FILTERED' };
  exchange.responseBytes = bytes.length;
  response.writeHead(status, {
    ...gatewayHeaders(exchange),
    ...headers,
    ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
    'Content-Length': String(bytes.length),
  });
  response.end(exchange.facts.httpMethod === 'HEAD' ? undefined : bytes);
}
