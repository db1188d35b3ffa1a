import type { MethodPlan } from '../plan/rest-api-plan.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { mediaTypeOf } from './media-type.ts';
import { requestParameter } from './request-parameter.ts';

/** Says what is wrong with a body, if the model of this name does not allow it. */
export type CheckBody = (model: string, body: Buffer) => string | undefined;

/** Required parameters must be there and not blank (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html). */
export function demandParameters(exchange: Exchange, { requiredParameters }: MethodPlan): void {
  const missing = requiredParameters.filter((name) => (requestParameter(exchange, name) ?? '').trim() === '');
  if (missing.length === 0) return;
  const names = missing.map((name) => name.split('.').slice(3).join('.')).join(', ');
  throw new GatewayRefusal('BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${names}]`);
}

/** A body must be what the model of its media type describes; one of a type without a model is not looked at. */
export function demandModel(
  exchange: Exchange,
  { bodyModels }: MethodPlan,
  body: Buffer,
  check: CheckBody,
): void {
  const model = bodyModels[mediaTypeOf(exchange)] ?? bodyModels['$default'];
  const problem = model === undefined ? undefined : check(model, body);
  if (problem !== undefined) throw new GatewayRefusal('BAD_REQUEST_BODY', 'Invalid request body', problem);
}
