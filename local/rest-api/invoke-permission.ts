import type { InvokePermits, Invoker } from '../iam/invoke-permits.ts';
import type { AuthorizerPlan, LambdaPlan } from '../plan/rest-api-plan.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { misconfigured } from './read-authorizer-answer.ts';

const SERVICE = 'apigateway.amazonaws.com';

/** A function whose policy does not let this API in is a configuration error: 500, and the function hears nothing of it. */
export function demandIntegrationPermit(
  { api, facts, match }: Exchange,
  { functionArn, credentialsArn }: LambdaPlan,
  permits: InvokePermits,
): void {
  const source = `${api.stage}/${facts.httpMethod}${match?.resource.path ?? '/'}`;
  if (!permits(functionArn, invokerOf(api, source, credentialsArn)))
    throw new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error');
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
export function demandAuthorizerPermit(
  { api }: Exchange,
  { id, functionArn, credentialsArn }: AuthorizerPlan,
  permits: InvokePermits,
): void {
  if (!permits(functionArn, invokerOf(api, `authorizers/${id}`, credentialsArn))) throw misconfigured();
}

/** With credentials API Gateway invokes under that role, otherwise in its own name for the method or authorizer. */
const invokerOf = (
  { region, accountId, id }: Exchange['api'],
  source: string,
  credentialsArn: string | undefined,
): Invoker =>
  credentialsArn === undefined
    ? { service: SERVICE, sourceArn: `arn:aws:execute-api:${region}:${accountId}:${id}/${source}` }
    : { service: SERVICE, roleArn: credentialsArn };
