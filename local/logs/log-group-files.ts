import { noResource } from '../delivery/delivery-fault.ts';
import type { Sink } from '../delivery/destinations.ts';
import { type AppendLog, openAppendLog } from '../state/append-log.ts';
import type { LogLines } from './log-lines.ts';

/** Log groups as targets of rules: each has a file of its own, named like it. */
export class LogGroupFiles {
  readonly #folder: string;
  readonly #groups: ReadonlySet<string>;
  readonly #lines: LogLines;
  readonly #now: () => number;
  readonly #files = new Map<string, AppendLog>();

  constructor(folder: string, groups: readonly string[], lines: LogLines, now: () => number) {
    this.#folder = folder;
    this.#groups = new Set(groups);
    this.#lines = lines;
    this.#now = now;
  }

  /** Who may write is not checked: the resource policies of CloudWatch Logs are not honoured here. */
  readonly sink: Sink = async (targetArn, { body }) => {
    const logGroup = /:log-group:([^:]+)/.exec(targetArn)?.[1] ?? '';
    if (!this.#groups.has(logGroup)) throw noResource(targetArn);
    const message = JSON.stringify(JSON.parse(body));
    this.#file(logGroup).line(message);
    this.#lines.write({ logGroup, at: this.#now(), message });
  };

  close(): void {
    for (const file of this.#files.values()) file.close();
  }

  #file(logGroup: string): AppendLog {
    const name = logGroup.replace(/^\/+/, '').replace(/[^A-Za-z0-9._-]/g, '-');
    const file = this.#files.get(logGroup) ?? openAppendLog(`${this.#folder}/${name}.log`);
    this.#files.set(logGroup, file);
    return file;
  }
}
