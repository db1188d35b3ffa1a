import type { RequestOptions } from 'node:http';
import type { Injection, Upstream } from '../../contract/upstream.ts';
import type { Authorised, Call } from '../domain/call.ts';
import type { Secret } from '../domain/secret.ts';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** The request as it leaves: the mount replaced by the base URL, and exactly one credential, ours. */
export function outgoingRequest(
  upstream: Upstream,
  base: URL,
  call: Authorised<Call>,
  secret: Secret,
): RequestOptions & { readonly headers: Record<string, string | string[]> } {
  const query = [...call.query, ...injectedQuery(upstream.inject, secret)];
  const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  // A Map, because a client may name a header `constructor`.
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of call.headers) {
    const present = headers.get(name);
    headers.set(name, present === undefined ? value : [present, value].flat());
  }
  for (const [name, value] of Object.entries(upstream.addHeaders ?? {})) headers.set(name, value);
  headers.set('accept-encoding', 'identity'); // what comes back must be readable to the scrubber
  if (call.body.length > 0 || METHODS_WITH_BODY.has(call.method))
    headers.set('content-length', String(call.body.length));
  return {
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port,
    method: call.method,
    path: base.pathname.replace(/\/$/, '') + call.path + (search === '' ? '' : `?${search}`),
    headers: { ...Object.fromEntries(headers), ...injectedHeader(upstream.inject, secret) },
  };
}

function injectedHeader(inject: Injection, secret: Secret): Record<string, string> {
  switch (inject.as) {
    case 'header':
      return { [inject.name.toLowerCase()]: secret.reveal() };
    case 'bearer':
      return { authorization: `Bearer ${secret.reveal()}` };
    case 'basic':
      return {
        authorization: `Basic ${Buffer.from(`${inject.user}:${secret.reveal()}`).toString('base64')}`,
      };
    case 'query':
      return {};
  }
}

const injectedQuery = (inject: Injection, secret: Secret): [string, string][] =>
  inject.as === 'query' ? [[inject.name, secret.reveal()]] : [];
