import { HeaderValues } from './collect-headers.ts';
import type { Exchange } from './exchange.ts';

const HOP_BY_HOP = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
];

/** The part that authorizer and backend events share: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html. */
export function requestEvent(exchange: Exchange): Readonly<Record<string, unknown>> {
  const { api, facts, match } = exchange;
  const headers = forwardedHeaders(exchange).entries();
  const query = [...facts.query].map(([name, values]) => ({ name, values }));
  return {
    resource: match?.resource.path ?? '',
    path: facts.path,
    httpMethod: facts.httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: lastValues(query),
    multiValueQueryStringParameters: allValues(query),
    pathParameters: match?.pathParameters ?? {},
    stageVariables: api.stageVariables ?? {},
  };
}

interface Named {
  readonly name: string;
  readonly values: readonly string[];
}

/** Without a prototype, so that a client may name a parameter `__proto__`. */
const dictionary = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> => {
  const made = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) made[name] = value;
  return made;
};
const lastValues = (all: readonly Named[]): Record<string, string> =>
  dictionary(all.map(({ name, values }) => [name, values.at(-1) ?? '']));
const allValues = (all: readonly Named[]): Record<string, readonly string[]> =>
  dictionary(all.map(({ name, values }) => [name, values]));

function forwardedHeaders({ facts, traceId }: Exchange): HeaderValues {
  const headers = new HeaderValues();
  for (const { name, values } of facts.headers.entries())
    if (!HOP_BY_HOP.includes(name.toLowerCase())) for (const value of values) headers.add(name, value);
  const before = headers.get('x-forwarded-for');
  headers.set('X-Amzn-Trace-Id', traceId);
  headers.set('X-Forwarded-For', before === undefined ? facts.sourceIp : `${before}, ${facts.sourceIp}`);
  headers.set('X-Forwarded-Port', String(facts.port));
  headers.set('X-Forwarded-Proto', 'http');
  return headers;
}
