import { isObject } from '../assembly/template.ts';
import type { FunctionAnswer } from '../lambda/function-answer.ts';
import { FunctionFault } from '../lambda/function-fault.ts';
import type { AuthorizerPlan } from '../plan/rest-api-plan.ts';
import { evaluatePolicy } from '../policy/evaluate-policy.ts';
import { readAll } from '../read-all.ts';
import type { Authorization, Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { identitySourcesPresent } from './identity-sources.ts';
import { methodArn } from './method-arn.ts';
import { requestContext } from './request-context.ts';
import { requestEvent } from './request-event.ts';

export type Invoke = (functionArn: string, event: string) => Promise<FunctionAnswer>;

const ANSWER_BYTES_MAX = 6 * 1024 * 1024;
const misconfigured = (): GatewayRefusal => new GatewayRefusal('AUTHORIZER_CONFIGURATION_ERROR', null);

/**
 * Asks a REQUEST authorizer; returns what it says of a request it lets through, and throws a refusal otherwise. Only the exact
 * message `Unauthorized` is a 401 (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html).
 */
export async function authorize(
  exchange: Exchange,
  plan: AuthorizerPlan,
  invoke: Invoke,
  now: () => number,
): Promise<Authorization> {
  if (!identitySourcesPresent(exchange, plan.identitySources))
    throw new GatewayRefusal('UNAUTHORIZED', 'Unauthorized');
  const startedAt = now();
  const event = {
    type: 'REQUEST',
    methodArn: methodArn(exchange),
    ...requestEvent(exchange),
    requestContext: requestContext(exchange),
  };
  const output = await invokeAuthorizer(plan, JSON.stringify(event), invoke);
  if (!isObject(output) || typeof output['principalId'] !== 'string') throw misconfigured();
  const verdict = evaluatePolicy(output['policyDocument'], 'execute-api:Invoke', methodArn(exchange));
  if (verdict === 'unreadable') throw misconfigured();
  if (verdict !== 'allow')
    throw new GatewayRefusal(
      'ACCESS_DENIED',
      `User is not authorized to access this resource${verdict === 'explicit-deny' ? ' with an explicit deny' : ''}`,
    );
  const usageKey = output['usageIdentifierKey'];
  return {
    principalId: output['principalId'],
    context: contextOf(output['context']),
    ...(typeof usageKey === 'string' ? { usageIdentifierKey: usageKey } : {}),
    latencyMs: now() - startedAt,
  };
}

async function invokeAuthorizer(plan: AuthorizerPlan, event: string, invoke: Invoke): Promise<unknown> {
  try {
    const answer = await invoke(plan.functionArn, event);
    const payload =
      answer.kind === 'buffered' ? answer.payload : await readAll(answer.body, ANSWER_BYTES_MAX);
    return payload === undefined ? undefined : JSON.parse(payload.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw misconfigured();
    if (!(error instanceof FunctionFault)) throw error;
    if (error.kind === 'handled' && error.message === 'Unauthorized')
      throw new GatewayRefusal('UNAUTHORIZED', 'Unauthorized');
    throw new GatewayRefusal('AUTHORIZER_FAILURE', null);
  }
}

/** API Gateway carries text, numbers and booleans, and hands all of them on as text. */
function contextOf(context: unknown): Readonly<Record<string, string>> {
  if (context === undefined || context === null) return {};
  if (!isObject(context)) throw misconfigured();
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) throw misconfigured();
      return [name, String(value)];
    }),
  );
}
