import http from 'node:http';
import https from 'node:https';
import { ProviderFault } from '../../domain/provider-fault.ts';
import type { Secret } from '../../domain/secret.ts';
import { type UpstreamAgentOptions, upstreamAgent } from '../upstream-agent.ts';

export interface ProviderRequest {
  /** What it is for; the only thing a fault says of it. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Put in last: nothing else in a request is a credential, unless its body is one. */
  readonly credential?: { readonly header: string; readonly prefix?: string; readonly secret: Secret };
  /** JSON unless a content type says otherwise. */
  readonly body?: string;
}

export interface ProviderAnswer {
  readonly status: number;
  /** The parsed body; `undefined` where it is no JSON. */
  readonly json: unknown;
  /** What `Retry-After` asks for, in seconds. */
  readonly retryAfterSeconds: number | undefined;
}

/** Calls a provider's management API and gives any whole answer; rejects with a `ProviderFault` where there is none. */
export type ProviderCall = (request: ProviderRequest) => Promise<ProviderAnswer>;

/** For one call, from the first byte sent to the last received. */
const TIMEOUT_MS = 15_000;
const ANSWER_BYTES_MAX = 1_048_576;

/** Over TLS to public addresses, and plain only to loopback where the stage allows it; no redirect is followed. */
export function providerCall(options: UpstreamAgentOptions, timeoutMs = TIMEOUT_MS): ProviderCall {
  return async (request) => {
    const url = new URL(request.url);
    const agent = upstreamAgent(url, options);
    try {
      return await exchange(request, url, agent, timeoutMs);
    } finally {
      agent.destroy(); // calls are rare, and a socket kept over a freeze is a stale one
    }
  };
}

function exchange(
  request: ProviderRequest,
  url: URL,
  agent: http.Agent,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const { action, method, body } = request;
  const transport = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const fail = () => reject(new ProviderFault('unreachable', action));
    const sent = transport.request(url, { method, agent, headers: headersOf(request) });
    const late = setTimeout(() => sent.destroy(new Error('timeout')), timeoutMs);
    sent.on('close', () => {
      clearTimeout(late);
      fail(); // no effect once there was an answer
    });
    sent.on('error', fail);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES_MAX) sent.destroy(new Error('too long'));
        else chunks.push(chunk);
      });
      response.on('end', () => {
        if (!response.complete) fail();
        else resolve(answerOf(response, Buffer.concat(chunks).toString('utf8')));
      });
    });
    sent.end(body);
  });
}

function headersOf({ headers, credential, body }: ProviderRequest): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
    ...(credential === undefined
      ? {}
      : { [credential.header]: `${credential.prefix ?? ''}${credential.secret.reveal()}` }),
  };
}

function answerOf(response: http.IncomingMessage, text: string): ProviderAnswer {
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
  return {
    status: response.statusCode ?? 0,
    json: parsed(text),
    retryAfterSeconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined,
  };
}

/** Never with the parser's error, which would repeat the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
