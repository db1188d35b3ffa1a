import type { Carrier, Injection } from '../../contract/upstream.ts';

/** Connection management of RFC 9110 §7.6.1, and what says how bytes were framed on the client's side only. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
  'accept-encoding',
  'http2-settings',
];

/** Who the client is, where it sits and what it visited: nothing an upstream needs. */
const IDENTIFYING = [
  'cookie',
  'origin',
  'referer',
  'forwarded',
  'via',
  'true-client-ip',
  'client-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'user-agent-ip',
];

/** Credentials of any kind: exactly one goes out, and it is ours. */
const CREDENTIALS = ['authorization', 'proxy-authorization', 'x-api-key', 'x-goog-api-key', 'api-key'];

const DROPPED = new Set([...HOP_BY_HOP, ...IDENTIFYING, ...CREDENTIALS]);
const DROPPED_PREFIXES = [
  'x-forwarded-',
  'x-real-',
  'x-amz',
  'x-http-method',
  'x-method-override',
  'x-original-',
  'x-rewrite-',
  'x-envoy-',
  'cloudfront-',
  'cf-',
  'sec-',
];

/** A client key anywhere in a value: it must not travel, wherever the client put it. */
const CLIENT_KEY = /sp_[a-z0-9]{1,12}_[0-9A-Za-z]{49}/i;

/** Whether a value holds a client key. */
export const holdsClientKey = (value: string): boolean => CLIENT_KEY.test(value);

/** The headers that may travel to the upstream; names in lower case. */
export function forwardable(
  headers: readonly (readonly [string, string])[],
  carriers: readonly Carrier[],
  inject: Injection,
): (readonly [string, string])[] {
  const dropped = new Set(DROPPED);
  for (const place of [...carriers, inject]) if ('name' in place) dropped.add(place.name.toLowerCase());
  for (const [name, value] of headers) {
    if (name === 'connection') for (const named of value.split(',')) dropped.add(named.trim().toLowerCase());
  }
  return headers.filter(
    ([name, value]) =>
      !dropped.has(name) &&
      !DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
      !holdsClientKey(name) &&
      !holdsClientKey(value),
  );
}
