import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type AppendLog, openAppendLog } from '../state/append-log.ts';

/** One log event, as CloudWatch Logs would take it: a line that a function printed, or one of Lambda's own about it. */
export interface LogEvent {
  readonly logGroup: string;
  readonly logStream: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly message: string;
}

/** Hears every line of every function. Must not throw. */
export type LogListener = (event: LogEvent) => void;

/** `LogType: Tail` gives back the last 4 KB (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). */
const TAIL_BYTES_MAX = 4096;
/** A line longer than this is cut into several events (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html). */
const EVENT_CHARACTERS_MAX = 256 * 1024;

/** The file that all processes of one function write to. */
export class FunctionLog {
  readonly #file: AppendLog;
  readonly #logGroup: string;
  readonly #now: () => number;
  readonly #listener: LogListener;

  constructor(file: string, logGroup: string, now: () => number, listener: LogListener) {
    this.#file = openAppendLog(file);
    this.#logGroup = logGroup;
    this.#now = now;
    this.#listener = listener;
  }

  /** The part of one process: its log stream. */
  stream(logStream: string): LogStream {
    return new LogStream((message) => {
      this.#file.line(message);
      this.#listener({ logGroup: this.#logGroup, logStream, at: this.#now(), message });
    });
  }

  line(text: string): void {
    this.#file.line(text);
  }

  close(): void {
    this.#file.close();
  }
}

/** What one process prints, line by line, and the end of what it printed since the tail was last begun. */
export class LogStream {
  readonly #write: (line: string) => void;
  #tail = '';

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  line(text: string): void {
    this.#tail = `${this.#tail}${text}\n`.slice(-TAIL_BYTES_MAX);
    this.#write(text);
  }

  /** Takes over an output of the process. A last line without an end is written when the output closes. */
  attach(output: Readable): void {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    output.on('data', (chunk: Buffer) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.line(line);
      if (rest.length < EVENT_CHARACTERS_MAX) return;
      this.line(rest);
      rest = '';
    });
    output.once('close', () => {
      if (rest !== '') this.line(rest);
    });
    output.on('error', () => undefined);
  }

  beginTail(): void {
    this.#tail = '';
  }

  tail(): Buffer {
    return Buffer.from(this.#tail).subarray(-TAIL_BYTES_MAX);
  }
}
