import type { IncomingMessage } from 'node:http';
import { collectHeaders, type HeaderValues } from './collect-headers.ts';
import { parseQuery } from './parse-query.ts';
import { sourceAddress } from './source-address.ts';

/** A client's request line and headers, read once; nothing is decoded but the query. */
export interface RequestFacts {
  readonly httpMethod: string;
  /** As sent, still percent-encoded, without the query. May be no path at all (`*`, an absolute URL). */
  readonly path: string;
  readonly protocol: string;
  readonly headers: HeaderValues;
  /** As sent, without the question mark. */
  readonly rawQuery: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** The socket's address, or one that a test claims: forwarded headers are anybody's word. */
  readonly sourceIp: string;
  /** What is wrong with the claim, if something is. */
  readonly sourceProblem?: string;
  readonly port: number;
  /** Host name the client asked for, without a port. */
  readonly domainName: string;
}

export function readRequestFacts(request: IncomingMessage, testControls: boolean): RequestFacts {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const headers = collectHeaders(request.rawHeaders);
  const source = sourceAddress(request.socket.remoteAddress ?? '', headers, testControls);
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  return {
    httpMethod: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    protocol: `HTTP/${request.httpVersion}`,
    headers,
    rawQuery,
    query: parseQuery(rawQuery),
    sourceIp: source.sourceIp,
    ...(source.problem === undefined ? {} : { sourceProblem: source.problem }),
    port: request.socket.localPort ?? 0,
    domainName: (headers.get('host') ?? '127.0.0.1').replace(/:\d+$/, ''),
  };
}
