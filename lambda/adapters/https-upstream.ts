import http from 'node:http';
import https from 'node:https';
import type { Upstream } from '../../contract/upstream.ts';
import type { Authorised, Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';
import type { Clock, UpstreamAnswer, UpstreamPort } from '../flows/ports.ts';
import { answerBody, asUpstreamFault, type BodyWatch } from './answer-body.ts';
import { outgoingRequest } from './outgoing-request.ts';
import { mindNoStrays, type UpstreamAgentOptions, upstreamAgent } from './upstream-agent.ts';

/** A kept socket older than this is not trusted: while a function is frozen, servers close sockets unseen. */
const SOCKET_TRUST_MS = 4_000;
/** Of an answer's names and values together. Node's own default, which a flag could change. */
const HEADER_BYTES_MAX = 16_384;
/** More lines than any API sends; Node counts no separators, so the limit of bytes alone would let thousands in. */
const HEADER_LINES_MAX = 500;

/**
 * Speaks HTTP/1.1 to one upstream with Node's own client: no redirect is followed, no encoding undone, no answer kept.
 * Nothing is sent twice; a socket that may have gone stale is replaced before it is used.
 */
export class HttpsUpstream implements UpstreamPort {
  readonly #upstream: Upstream;
  readonly #base: URL;
  readonly #transport: typeof http | typeof https;
  readonly #now: Clock;
  readonly #agent: http.Agent;
  #usedAt = 0;

  constructor(upstream: Upstream, options: UpstreamAgentOptions, now: Clock) {
    this.#upstream = upstream;
    this.#base = new URL(upstream.baseUrl);
    this.#agent = upstreamAgent(this.#base, options);
    this.#transport = this.#base.protocol === 'https:' ? https : http;
    this.#now = now;
  }

  forward(
    call: Authorised<Call>,
    key: UpstreamKey,
    signal: AbortSignal,
    spentMs = 0,
  ): Promise<UpstreamAnswer> {
    const { timeouts } = this.#upstream;
    this.#dropStaleSockets();
    const outgoing = outgoingRequest(this.#upstream, this.#base, call, key.secret);
    const limits = { insecureHTTPParser: false, maxHeaderSize: HEADER_BYTES_MAX };
    return new Promise((resolve, reject) => {
      const request = this.#transport.request({ ...outgoing, ...limits, agent: this.#agent, signal });
      request.maxHeadersCount = 0; // Node would leave out the lines beyond its count, and say nothing
      let expired: Fault | undefined;
      const expire = () => {
        expired = new Fault('upstream.timeout');
        request.destroy(expired);
      };
      const late = (ms: number) => setTimeout(expire, ms);
      const total = late(Math.max(0, timeouts.totalMs - spentMs));
      const headers = late(timeouts.headersMs + timeouts.connectMs);
      const connect = late(timeouts.connectMs);
      request.on('socket', (socket) => {
        mindNoStrays(socket);
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
        if (isReadable(response)) {
          resolve(answerOf(response, { idleMs: timeouts.idleMs, expire, expired: () => expired }));
        } else {
          reject(new Fault('upstream.unreadable'));
          request.destroy();
        }
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

/** Whether an answer's head is one that can be passed on: a final status of HTTP, and a sane number of headers. */
const isReadable = ({ statusCode = 0, rawHeaders }: http.IncomingMessage): boolean =>
  statusCode >= 200 && statusCode <= 599 && rawHeaders.length <= 2 * HEADER_LINES_MAX;

function answerOf(response: http.IncomingMessage, watch: BodyWatch): UpstreamAnswer {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    headers.push([(response.rawHeaders[i] ?? '').toLowerCase(), response.rawHeaders[i + 1] ?? '']);
  }
  return {
    status: response.statusCode ?? 502,
    headers,
    body: answerBody(response, watch),
    discard: () => void response.destroy(),
  };
}
