import type { AuthorizerPlan } from '../plan/rest-api-plan.ts';
import type { Exchange } from './exchange.ts';
import { requestParameter } from './request-parameter.ts';

/**
 * The values of an authorizer's identity sources, or undefined if one is missing or empty, or a token does not look like one: then the
 * request is refused without asking the authorizer (https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html).
 */
export function identityValues(
  exchange: Exchange,
  { identitySources, tokenPattern }: AuthorizerPlan,
): readonly string[] | undefined {
  const values = identitySources.map((source) => requestParameter(exchange, source) ?? '');
  if (values.includes('')) return undefined;
  return values.every((value) => tokenPattern?.test(value) ?? true) ? values : undefined;
}
