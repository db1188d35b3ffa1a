import http from 'node:http';
import https from 'node:https';
import type { Upstream } from '../../contract/upstream.ts';
import type { Authorised, Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';
import type { Clock, UpstreamAnswer, UpstreamPort } from '../flows/ports.ts';
import { outgoingRequest } from './outgoing-request.ts';

/** A kept socket older than this is not trusted: while a function is frozen, servers close sockets unseen. */
const SOCKET_TRUST_MS = 4_000;

/**
 * Speaks HTTP/1.1 to one upstream with Node's own client: no redirect is followed, no encoding undone, no answer kept.
 * Nothing is sent twice; a socket that may have gone stale is replaced before it is used.
 */
export class HttpsUpstream implements UpstreamPort {
  readonly #upstream: Upstream;
  readonly #base: URL;
  readonly #transport: typeof http | typeof https;
  readonly #now: Clock;
  readonly #agent: http.Agent | https.Agent;
  #usedAt = 0;

  constructor(upstream: Upstream, options: { readonly allowPlainHttp: boolean }, now: Clock) {
    this.#upstream = upstream;
    this.#base = new URL(upstream.baseUrl);
    if (this.#base.protocol !== 'https:' && !options.allowPlainHttp)
      throw new Error('an upstream needs https');
    this.#transport = this.#base.protocol === 'https:' ? https : http;
    this.#now = now;
    this.#agent = new this.#transport.Agent({ keepAlive: true });
  }

  forward(call: Authorised<Call>, key: UpstreamKey, signal: AbortSignal): Promise<UpstreamAnswer> {
    const { timeouts } = this.#upstream;
    this.#dropStaleSockets();
    const outgoing = outgoingRequest(this.#upstream, this.#base, call, key.secret);
    return new Promise((resolve, reject) => {
      const request = this.#transport.request({ ...outgoing, agent: this.#agent, signal });
      let expired: Fault | undefined;
      const expire = () => {
        expired = new Fault('upstream.timeout');
        request.destroy(expired);
      };
      const late = (ms: number) => setTimeout(expire, ms);
      const total = late(timeouts.totalMs);
      const headers = late(timeouts.headersMs + timeouts.connectMs);
      const connect = late(timeouts.connectMs);
      request.on('socket', (socket) => {
        if (!socket.connecting) clearTimeout(connect);
        else
          socket.once(this.#transport === https ? 'secureConnect' : 'connect', () => clearTimeout(connect));
      });
      request.on('error', (error) => reject(asUpstreamFault(error)));
      request.on('close', () => {
        for (const timer of [total, headers, connect]) clearTimeout(timer);
        reject(new Fault('upstream.unreachable')); // no effect once an answer was handed over
      });
      request.on('response', (response) => {
        clearTimeout(headers);
        clearTimeout(connect);
        request.setTimeout(timeouts.idleMs, expire);
        resolve(answerOf(response, () => expired));
      });
      request.end(call.body);
    });
  }

  /** Only idle ones: an answer may still be coming on another. */
  #dropStaleSockets(): void {
    const now = this.#now().getTime();
    const idle = Object.values(this.#agent.freeSockets).flatMap((sockets) => sockets ?? []);
    if (Math.abs(now - this.#usedAt) > SOCKET_TRUST_MS) for (const socket of idle) socket.destroy();
    this.#usedAt = now;
  }
}

function answerOf(response: http.IncomingMessage, expired: () => Fault | undefined): UpstreamAnswer {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    headers.push([(response.rawHeaders[i] ?? '').toLowerCase(), response.rawHeaders[i + 1] ?? '']);
  }
  return {
    status: response.statusCode ?? 502,
    headers,
    body: bodyOf(response, expired),
    discard: () => void response.destroy(),
  };
}

/** Node says `aborted` for every way in which a body breaks off; `expired` tells whether it was ours. */
async function* bodyOf(
  response: http.IncomingMessage,
  expired: () => Fault | undefined,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of response) yield chunk as Buffer;
  } catch (error) {
    throw expired() ?? asUpstreamFault(error);
  }
}

const asUpstreamFault = (error: unknown): Fault =>
  error instanceof Fault ? error : new Fault('upstream.unreachable', { cause: error });
