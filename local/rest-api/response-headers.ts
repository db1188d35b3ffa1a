import type { Exchange } from './exchange.ts';

/** What API Gateway adds to every response. */
export const gatewayHeaders = (exchange: Exchange): Readonly<Record<string, string>> => ({
  'x-amzn-RequestId': exchange.requestId,
  'x-amz-apigw-id': exchange.extendedRequestId,
});

/** A backend's headers under these names reach the client under another (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html). */
const REMAPPED = new Set([
  ...['authorization', 'connection', 'content-md5', 'date', 'expect', 'host', 'max-forwards'],
  ...['server', 'user-agent', 'via', 'warn', 'www-authenticate'],
]);
const DROPPED = new Set([
  ...['content-length', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
]);

/** The status and headers of a backend's answer, as Lambda proxies give them. */
export interface ProxyHead {
  readonly statusCode?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
  readonly cookies?: unknown;
}

export interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const isText = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Undefined if the head is not what API Gateway accepts: the client then gets 502. */
export function responseHead(head: ProxyHead, exchange: Exchange): ResponseHead | undefined {
  const status = head.statusCode === undefined ? 200 : Number(head.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const values = new Map<string, string[]>();
  const add = (name: string, value: unknown): boolean => {
    const text = String(value);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what splits a response
    if (!TOKEN.test(name) || !isText(value) || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)) return false;
    const key = name.toLowerCase();
    if (!DROPPED.has(key)) {
      const sent = REMAPPED.has(key) ? `x-amzn-Remapped-${name}` : name;
      values.set(sent, [...(values.get(sent) ?? []), text]);
    }
    return true;
  };
  const multi = entriesOf(head.multiValueHeaders);
  const single = entriesOf(head.headers);
  if (multi === undefined || single === undefined) return undefined;
  const manyNames = new Set(multi.map(([name]) => name.toLowerCase()));
  for (const [name, list] of multi)
    if (!Array.isArray(list) || !list.every((value) => add(name, value))) return undefined;
  for (const [name, value] of single)
    if (!manyNames.has(name.toLowerCase()) && value !== null && !add(name, value)) return undefined;
  if (Array.isArray(head.cookies))
    for (const cookie of head.cookies) if (!add('Set-Cookie', cookie)) return undefined;
  if (![...values.keys()].some((name) => name.toLowerCase() === 'content-type'))
    values.set('Content-Type', ['application/json']);
  return {
    status,
    headers: {
      ...Object.fromEntries(
        [...values].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? '') : list]),
      ),
      ...gatewayHeaders(exchange),
      'X-Amzn-Trace-Id': exchange.traceId,
    },
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (value === undefined || value === null) return [];
  return typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined;
}
