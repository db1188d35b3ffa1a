import type { InvokePermits } from '../iam/invoke-permits.ts';
import type { FunctionAnswer } from '../lambda/function-answer.ts';
import { FunctionFault } from '../lambda/function-fault.ts';
import type { AuthorizerPlan } from '../plan/rest-api-plan.ts';
import { evaluatePolicy } from '../policy/evaluate-policy.ts';
import { readAll } from '../read-all.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { identityValues } from './identity-sources.ts';
import { demandAuthorizerPermit } from './invoke-permission.ts';
import { methodArn } from './method-arn.ts';
import { type AuthorizerAnswer, misconfigured, readAuthorizerAnswer } from './read-authorizer-answer.ts';
import { requestContext } from './request-context.ts';
import { requestEvent } from './request-event.ts';

export type Invoke = (functionArn: string, event: string) => Promise<FunctionAnswer>;

export interface AuthorizeDeps {
  readonly invoke: Invoke;
  /** Whether API Gateway may invoke a function. */
  readonly permits: InvokePermits;
  readonly authorizerCache: AuthorizerCache;
  readonly now: () => number;
}

const ANSWER_BYTES_MAX = 6 * 1024 * 1024;

/**
 * Asks a Lambda authorizer, or takes what it said of this identity before; notes the answer in the exchange if its policy lets the request
 * through, and throws a refusal otherwise (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html).
 */
export async function authorize(
  exchange: Exchange,
  plan: AuthorizerPlan,
  { invoke, permits, authorizerCache, now }: AuthorizeDeps,
): Promise<void> {
  const identity = identityValues(exchange, plan);
  if (identity === undefined) throw new GatewayRefusal('UNAUTHORIZED', 'Unauthorized');
  const startedAt = now();
  const known = plan.ttlMs === 0 ? undefined : authorizerCache.get(plan, identity);
  try {
    if (known === undefined) demandAuthorizerPermit(exchange, plan, permits);
    const answer = known ?? (await ask(exchange, plan, identity, invoke));
    if (known === undefined) authorizerCache.put(plan, identity, answer);
    demandAllow(exchange, answer);
    exchange.authorization = answer;
    exchange.authorizer = { status: 200, latencyMs: now() - startedAt };
  } catch (error) {
    if (error instanceof GatewayRefusal)
      exchange.authorizer = { ...errorOf(error), latencyMs: now() - startedAt };
    throw error;
  }
}

/** What the access log tells of a refusal. */
const errorOf = ({ type, shown }: GatewayRefusal): { readonly status: number; readonly error: string } => ({
  status: type === 'UNAUTHORIZED' ? 401 : type === 'ACCESS_DENIED' ? 403 : 500,
  error: shown ?? type,
});

/** A cached policy is held against every method anew. */
function demandAllow(exchange: Exchange, { policyDocument }: AuthorizerAnswer): void {
  const verdict = evaluatePolicy(policyDocument, 'execute-api:Invoke', methodArn(exchange), {
    'aws:currenttime': [new Date(exchange.startedAt).toISOString()],
    'aws:epochtime': [String(Math.floor(exchange.startedAt / 1000))],
  });
  if (verdict === 'unreadable') throw misconfigured();
  if (verdict !== 'allow')
    throw new GatewayRefusal(
      'ACCESS_DENIED',
      `User is not authorized to access this resource${verdict === 'explicit-deny' ? ' with an explicit deny' : ''}`,
    );
}

/** Only the exact message `Unauthorized` is a 401. */
async function ask(
  exchange: Exchange,
  plan: AuthorizerPlan,
  identity: readonly string[],
  invoke: Invoke,
): Promise<AuthorizerAnswer> {
  try {
    const answer = await invoke(plan.functionArn, JSON.stringify(authorizerEvent(exchange, plan, identity)));
    return readAuthorizerAnswer(
      answer.kind === 'buffered' ? answer.payload : await readAll(answer.body, ANSWER_BYTES_MAX),
    );
  } catch (error) {
    if (!(error instanceof FunctionFault)) throw error;
    if (error.kind === 'handled' && error.message === 'Unauthorized')
      throw new GatewayRefusal('UNAUTHORIZED', 'Unauthorized');
    throw new GatewayRefusal('AUTHORIZER_FAILURE', null);
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
function authorizerEvent(exchange: Exchange, { kind }: AuthorizerPlan, [token]: readonly string[]): object {
  if (kind === 'TOKEN') return { type: 'TOKEN', methodArn: methodArn(exchange), authorizationToken: token };
  return {
    type: 'REQUEST',
    methodArn: methodArn(exchange),
    ...requestEvent(exchange),
    requestContext: requestContext(exchange),
  };
}
