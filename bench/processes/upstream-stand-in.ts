import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** About a kilobyte: an answer of ordinary size. */
export const ANSWER = Buffer.from(
  JSON.stringify({
    candidates: [
      { content: { role: 'model', parts: [{ text: 'word '.repeat(160) }] }, finishReason: 'STOP' },
    ],
    usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 160, totalTokenCount: 168 },
    modelVersion: 'bench',
  }),
);

/** Between the two events of a streamed answer, so that first and last byte can be told apart. */
const PAUSE_MS = 15;

/** Answers like a quick Gemini: whole, or as two server-sent events where a stream is asked for. */
export function answerAsUpstream(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.once('end', () => {
    if (request.url?.includes(':streamGenerateContent') === true) {
      const event = Buffer.concat([Buffer.from('data: '), ANSWER, Buffer.from('\r\n\r\n')]);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event);
      setTimeout(() => response.end(event), PAUSE_MS);
    } else {
      response.writeHead(200, {
        'content-type': 'application/json; charset=UTF-8',
        'content-length': ANSWER.length,
      });
      response.end(ANSWER);
    }
  });
}
