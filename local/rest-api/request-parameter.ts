import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** A request parameter by its mapping expression, e.g. `method.request.header.x-api-key` (https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html). */
export function requestParameter(exchange: Exchange, expression: string): string | undefined {
  const { facts, api, match, startedAt } = exchange;
  const [, place, name = ''] = /^(method\.request\.\w+|context|stageVariables)\.(.+)$/.exec(expression) ?? [];
  switch (place) {
    case 'method.request.header':
      return facts.headers.get(name);
    case 'method.request.multivalueheader':
      return facts.headers.all(name)?.join(',');
    case 'method.request.querystring':
      return facts.query.get(name)?.at(-1);
    case 'method.request.multivaluequerystring':
      return facts.query.get(name)?.join(',');
    case 'method.request.path':
      return match?.pathParameters[name];
    case 'stageVariables':
      return api.stageVariables?.[name];
    case 'context':
      return contextVariable(exchange, name, startedAt)?.toString();
    default:
      return undefined;
  }
}

/** The value of a header that a template gives as a literal in quotes, or takes from the request. */
export const mappedValue = (exchange: Exchange, expression: string): string =>
  /^'(.*)'$/s.exec(expression)?.[1] ?? requestParameter(exchange, expression) ?? '';
