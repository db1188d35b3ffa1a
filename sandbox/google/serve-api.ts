import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerCall } from './answer-call.ts';
import type { Answer, GoogleApi } from './google-api.ts';
import { readBody } from './read-body.ts';
import { RESPONSE_NOISE } from './response-noise.ts';

/** A listener that never throws: whatever is sent, the client gets an answer or the connection ends. */
export function serveApi(provider: string, api: GoogleApi, apiKey: string): RequestListener {
  return (request, response) => {
    handle(provider, api, apiKey, request, response).catch(() => response.destroy());
  };
}

async function handle(
  provider: string,
  api: GoogleApi,
  apiKey: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const answer = answerCall(api, apiKey, {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: request.headersDistinct,
    body: await readBody(request),
  });
  await send(provider, answer, response);
}

async function send(provider: string, answer: Answer, response: ServerResponse): Promise<void> {
  const headers: OutgoingHttpHeaders = {
    ...RESPONSE_NOISE,
    'content-type': answer.contentType,
    'x-sandbox': provider,
    ...answer.headers,
  };
  if (typeof answer.body === 'string') {
    const body = Buffer.from(answer.body);
    response.writeHead(answer.status, { ...headers, 'content-length': body.length }).end(body);
    return;
  }
  response.writeHead(answer.status, headers);
  await pipeline(Readable.from(answer.body), response);
}
