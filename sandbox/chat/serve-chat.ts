import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readBody } from '../google/read-body.ts';
import type { ChatApi } from './chat-api.ts';

/** A listener that never throws: whatever is sent, the client gets an answer or the connection ends. */
export function serveChat(provider: string, api: ChatApi): RequestListener {
  return (request, response) => {
    handle(provider, api, request, response).catch(() => response.destroy());
  };
}

async function handle(
  provider: string,
  api: ChatApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = `req_${randomBytes(12).toString('hex')}`;
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  const { status, content } = api.answer(
    {
      method: request.method ?? 'GET',
      path,
      headers: request.headersDistinct,
      body: await readBody(request),
    },
    requestId,
  );
  const headers = { ...api.headersOf(requestId), 'x-sandbox': provider };
  if ('json' in content) {
    const body = Buffer.from(JSON.stringify(content.json));
    const type = { 'content-type': 'application/json', 'content-length': body.length };
    response.writeHead(status, { ...headers, ...type }).end(body);
    return;
  }
  response.writeHead(status, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
  await pipeline(Readable.from(content.events), response);
}
