import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** Whether every identity source of an authorizer has a value; if not, the request is refused without asking it. */
export const identitySourcesPresent = (exchange: Exchange, sources: readonly string[]): boolean =>
  sources.every((source) => (parameterOf(exchange, source) ?? '') !== '');

/** A request parameter by its mapping expression, e.g. `method.request.header.x-api-key`. */
export function parameterOf(exchange: Exchange, expression: string): string | undefined {
  const { facts, api, match, startedAt } = exchange;
  const [, place, name = ''] = /^(method\.request\.\w+|context|stageVariables)\.(.+)$/.exec(expression) ?? [];
  if (place === 'method.request.header') return facts.headers.get(name);
  if (place === 'method.request.querystring' || place === 'method.request.multivaluequerystring')
    return facts.query.get(name)?.at(-1);
  if (place === 'method.request.path') return match?.pathParameters[name];
  if (place === 'stageVariables') return api.stageVariables?.[name];
  if (place === 'context') return contextVariable(exchange, name, startedAt)?.toString();
  return undefined;
}
