import { setTimeout as pause } from 'node:timers/promises';

/** Whether an event goes out as soon as the one before it, or after the pause between two pieces of text. */
export interface ServerEvent {
  /** @default none: the data says what it is */
  readonly event?: string;
  readonly data: unknown;
  readonly paced?: boolean;
}

/** Server-sent events as OpenAI and Anthropic write them. The timer holds nothing up: the connection keeps the process alive. */
export async function* serverEvents(
  events: readonly ServerEvent[],
  chunkPauseMs: number,
): AsyncGenerator<string> {
  for (const { event, data, paced } of events) {
    if (paced === true) await pause(chunkPauseMs, undefined, { ref: false });
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    yield `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`;
  }
}
