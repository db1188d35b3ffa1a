import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { JsonAnswer, JsonApi, JsonCall } from './json-call.ts';

/** What goes wrong with one call: lost before it was acted on, acted on with the answer lost, or answered with this instead. */
export type Mishap = 'lost before' | 'lost after' | JsonAnswer;

export interface StandIn {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  /** Method and path of every call, in the order they came. */
  readonly calls: readonly string[];
  /** Decides what goes wrong with each call from now on; without an argument nothing does. */
  mishaps(next?: (call: JsonCall) => Mishap | undefined): void;
  close(): Promise<void>;
}

/** Serves a management API on a free loopback port. */
export async function startStandIn(api: JsonApi): Promise<StandIn> {
  const calls: string[] = [];
  let mishapOf: (call: JsonCall) => Mishap | undefined = () => undefined;
  const server = createServer(async (request, response) => {
    const call = await read(request);
    calls.push(`${call.method} ${call.path}`);
    const mishap = mishapOf(call);
    if (mishap === 'lost before') return void response.destroy();
    const answer = typeof mishap === 'object' ? mishap : api(call);
    if (mishap === 'lost after') return void response.destroy();
    const body = JSON.stringify(answer.json, null, 2);
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=UTF-8',
      ...answer.headers,
    });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no TCP port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    calls,
    mishaps: (next = () => undefined) => {
      mishapOf = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<JsonCall> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: await text(request),
  };
}
