import type { IncomingMessage } from 'node:http';
import { collectHeaders, type HeaderValues } from './collect-headers.ts';
import { parseQuery } from './parse-query.ts';

/** A client's request line and headers, read once; nothing is decoded but the query. */
export interface RequestFacts {
  readonly httpMethod: string;
  /** As sent, still percent-encoded, without the query. May be no path at all (`*`, an absolute URL). */
  readonly path: string;
  readonly protocol: string;
  readonly headers: HeaderValues;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** The socket's address: forwarded headers are anybody's word. */
  readonly sourceIp: string;
  readonly port: number;
  /** Host name the client asked for, without a port. */
  readonly domainName: string;
}

export function readRequestFacts(request: IncomingMessage): RequestFacts {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const headers = collectHeaders(request.rawHeaders);
  return {
    httpMethod: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    protocol: `HTTP/${request.httpVersion}`,
    headers,
    query: parseQuery(mark < 0 ? '' : target.slice(mark + 1)),
    sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    port: request.socket.localPort ?? 0,
    domainName: (headers.get('host') ?? '127.0.0.1').replace(/:\d+$/, ''),
  };
}
