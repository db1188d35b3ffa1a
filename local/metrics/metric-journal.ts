import { closeSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Bucket } from './bucket.ts';
import type { MetricName } from './series.ts';

export type Stored = readonly [MetricName, Bucket];

/** One line per bucket, the newest line of a bucket counting. A line that a kill cut short is skipped. */
export class MetricJournal {
  readonly #file: string;
  #descriptor: number | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  load(take: (metric: MetricName, bucket: Bucket) => void): void {
    for (const line of readLines(this.#file)) {
      const stored = parse(line);
      if (stored !== undefined) take(...stored);
    }
  }

  /** Begins again with what counts. */
  rewrite(all: readonly Stored[]): void {
    this.close();
    const temporary = `${this.#file}.new`;
    this.#descriptor = openSync(temporary, 'w', 0o600);
    this.append(all);
    renameSync(temporary, this.#file);
  }

  append(stored: readonly Stored[]): void {
    if (stored.length === 0 || this.#descriptor === undefined) return;
    writeSync(this.#descriptor, `${stored.map(format).join('\n')}\n`);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

const format = ([{ namespace, name, dimensions }, bucket]: Stored): string =>
  JSON.stringify({ ...bucket, namespace, name, dimensions, values: [...bucket.values] });

function parse(line: string): Stored | undefined {
  try {
    const { namespace, name, dimensions, values, start, count, sum, min, max } = JSON.parse(line);
    return [
      { namespace, name, dimensions },
      { start, count, sum, min, max, values: new Map(values) },
    ];
  } catch {
    return undefined;
  }
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}
