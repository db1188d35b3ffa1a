import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeyDesk } from '../aws/api-gateway/key-desk.ts';
import type { FunctionAnswer } from '../lambda/function-answer.ts';
import type { MethodPlan } from '../plan/rest-api-plan.ts';
import { readAll } from '../read-all.ts';
import type { UsageLedger } from '../usage/usage-ledger.ts';
import { admit } from './admit.ts';
import { answerBuffered } from './answer-buffered.ts';
import { answerStreamed } from './answer-streamed.ts';
import { authorize, type Invoke } from './authorize.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { parameterOf } from './identity-sources.ts';
import { refusalOf, within } from './integration-failure.ts';
import type { Match } from './match-resource.ts';
import { proxyEvent } from './proxy-event.ts';

/** What serving a request needs. */
export interface RestApiDeps {
  readonly invoke: Invoke;
  readonly desk: KeyDesk;
  readonly ledger: UsageLedger;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const BODY_BYTES_MAX = 10 * 1024 * 1024;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const EVENT_BYTES_MAX = 6 * 1024 * 1024;

const tooLarge = (): GatewayRefusal => new GatewayRefusal('REQUEST_TOO_LARGE', 'Request Too Long');

/** Takes one request through every check in AWS's order. Throws a `GatewayRefusal` while nothing has been sent. */
export async function serveExchange(
  deps: RestApiDeps,
  exchange: Exchange,
  match: Match | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (match === undefined)
    throw new GatewayRefusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  exchange.match = match;
  const { authorization, apiKeyRequired, integration } = match.method;
  if (authorization === 'unsupported' || integration === 'unsupported')
    throw new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error');
  if (authorization !== 'none')
    exchange.authorization = await authorize(exchange, authorization, deps.invoke, deps.now);
  if (apiKeyRequired) admit(exchange, deps.desk, deps.ledger);
  demandParameters(exchange, match.method);

  const body = await readBody(request);
  const event = proxyEvent(exchange, body);
  if (Buffer.byteLength(event) > EVENT_BYTES_MAX) throw tooLarge();
  const startedAt = deps.now();
  try {
    const answer = await invokeWithin(deps.invoke, integration, event, response);
    const spent = deps.now() - startedAt;
    exchange.integration = { status: 200, latencyMs: spent };
    if (integration.streaming)
      await answerStreamed(exchange, answer, response, integration.timeoutMs - spent);
    else await answerBuffered(exchange, answer, response);
  } catch (error) {
    const reason = refusalOf(error);
    const note = reason instanceof GatewayRefusal ? reason.type : 'unknown';
    exchange.integration = { latencyMs: deps.now() - startedAt, error: note };
    throw reason;
  }
}

/** An answer that comes after the client has left, or after the timeout, is let go of. */
async function invokeWithin(
  invoke: Invoke,
  integration: { readonly functionArn: string; readonly timeoutMs: number },
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

function demandParameters(exchange: Exchange, method: MethodPlan): void {
  const missing = method.requiredParameters.filter((name) => parameterOf(exchange, name) === undefined);
  if (missing.length > 0)
    throw new GatewayRefusal(
      'BAD_REQUEST_PARAMETERS',
      `Missing required request parameters: [${missing.map((name) => name.split('.').slice(3).join('.')).join(', ')}]`,
    );
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) throw tooLarge();
  const body = await readAll(request, BODY_BYTES_MAX);
  if (body === undefined) throw tooLarge();
  return body;
}
