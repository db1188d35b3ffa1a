import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeyDesk } from '../aws/api-gateway/key-desk.ts';
import type { FunctionAnswer } from '../lambda/function-answer.ts';
import type { LambdaPlan } from '../plan/rest-api-plan.ts';
import type { StageThrottle } from '../usage/stage-throttle.ts';
import type { UsageLedger } from '../usage/usage-ledger.ts';
import type { WebAcl } from '../waf/web-acl.ts';
import { admit } from './admit.ts';
import { answerBuffered } from './answer-buffered.ts';
import { answerMock } from './answer-mock.ts';
import { answerStreamed } from './answer-streamed.ts';
import { type AuthorizeDeps, authorize, type Invoke } from './authorize.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { refusalOf, within } from './integration-failure.ts';
import { demandIntegrationPermit } from './invoke-permission.ts';
import type { Match } from './match-resource.ts';
import { passFirewall, writeBlockResponse } from './pass-firewall.ts';
import { proxyEvent } from './proxy-event.ts';
import { RequestBody, tooLarge } from './request-body.ts';
import { type CheckBody, demandModel, demandParameters } from './validate-request.ts';

/** What serving a request needs. */
export interface RestApiDeps extends AuthorizeDeps {
  readonly desk: KeyDesk;
  readonly ledger: UsageLedger;
  readonly throttle: StageThrottle;
  readonly checkBody: CheckBody;
  /** @default no firewall stands before the stage */
  readonly webAcl?: WebAcl;
  /** Whether callers on this machine may say which address AWS would have seen. @default false */
  readonly testControls?: boolean;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const EVENT_BYTES_MAX = 6 * 1024 * 1024;

/** Takes one request through every check in AWS's order. Throws a `GatewayRefusal` while nothing has been sent. */
export async function serveExchange(
  deps: RestApiDeps,
  exchange: Exchange,
  match: Match | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = new RequestBody(request);
  if (deps.webAcl !== undefined) {
    const blocked = await passFirewall(deps.webAcl, exchange, body, deps.now);
    if (blocked !== undefined) return writeBlockResponse(exchange, blocked, response);
  }
  if (match === undefined)
    throw new GatewayRefusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  exchange.match = match;
  const { authorization, apiKeyRequired, integration } = match.method;
  if (authorization === 'unsupported' || integration === 'unsupported')
    throw new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error');
  if (authorization !== 'none') await authorize(exchange, authorization, deps);
  if (apiKeyRequired) admit(exchange, deps.desk, deps.ledger);
  if (!deps.throttle.admit(match)) throw new GatewayRefusal('THROTTLED', 'Too Many Requests');
  demandParameters(exchange, match.method);
  const bytes = await body.whole();
  demandModel(exchange, match.method, bytes, deps.checkBody);
  if (integration.kind === 'mock') answerMock(exchange, integration, response, deps.now());
  else {
    demandIntegrationPermit(exchange, integration, deps.permits);
    await integrate(deps, exchange, integration, proxyEvent(exchange, bytes), response);
  }
}

async function integrate(
  { invoke, now }: RestApiDeps,
  exchange: Exchange,
  integration: LambdaPlan,
  event: string,
  response: ServerResponse,
): Promise<void> {
  if (Buffer.byteLength(event) > EVENT_BYTES_MAX) throw tooLarge();
  const startedAt = now();
  // A timeout is of real time, even if a test moves the clock meanwhile.
  const deadline = performance.now() + integration.timeoutMs;
  try {
    const answer = await invokeWithin(invoke, integration, event, response);
    exchange.integration = { status: 200, latencyMs: now() - startedAt };
    if (integration.streaming) await answerStreamed(exchange, answer, response, deadline - performance.now());
    else await answerBuffered(exchange, answer, response);
  } catch (error) {
    const reason = refusalOf(error);
    const note = reason instanceof GatewayRefusal ? reason.type : 'unknown';
    exchange.integration = { latencyMs: now() - startedAt, error: note };
    throw reason;
  }
}

/** An answer that comes after the client has left, or after the timeout, is let go of. */
async function invokeWithin(
  invoke: Invoke,
  integration: LambdaPlan,
  event: string,
  response: ServerResponse,
): Promise<FunctionAnswer> {
  const work = invoke(integration.functionArn, event);
  let late = false;
  work.then(
    (answer) => {
      if ((late || response.destroyed) && answer.kind === 'streamed') answer.abandon();
    },
    () => undefined,
  );
  try {
    return await within(work, integration.timeoutMs);
  } catch (error) {
    late = true;
    throw error;
  }
}
