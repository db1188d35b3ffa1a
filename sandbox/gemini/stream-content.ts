import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../google/google-api.ts';
import type { Generated } from './generate.ts';
import { responseOf } from './response-of.ts';

/** `?alt=sse`: one event per chunk, as Google writes them. */
export const streamAsEvents = (all: Generated, chunkPauseMs: number): Answer => ({
  status: 200,
  contentType: 'text/event-stream',
  headers: { 'content-disposition': 'attachment' },
  body: paced(
    responses(all).map((response) => `data: ${JSON.stringify(response)}\r\n\r\n`),
    chunkPauseMs,
  ),
});

/** Without `alt=sse`: a JSON array whose elements arrive one after the other. */
export const streamAsArray = (all: Generated, chunkPauseMs: number): Answer => ({
  status: 200,
  contentType: 'application/json; charset=UTF-8',
  body: paced(
    responses(all).map((response, index, { length }) => {
      const opening = index === 0 ? '[' : ',\r\n';
      const closing = index === length - 1 ? '\n]\n' : '\n';
      return `${opening}${JSON.stringify(response, null, 2)}${closing}`;
    }),
    chunkPauseMs,
  ),
});

/** The pieces put together are the text of `generateContent`. */
function responses(all: Generated): readonly unknown[] {
  const pieces = all.text.match(/\s*(?:\S+\s*){1,3}/g) ?? [all.text];
  return pieces.map((text, index) =>
    responseOf(all, {
      text,
      writtenText: pieces.slice(0, index + 1).join(''),
      last: index === pieces.length - 1,
    }),
  );
}

/** The timer holds nothing up: while somebody listens, the connection keeps the process alive. */
async function* paced(chunks: readonly string[], chunkPauseMs: number): AsyncGenerator<string> {
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) await pause(chunkPauseMs, undefined, { ref: false });
    yield chunk;
  }
}
