import { type Bucket, merged } from './bucket.ts';
import { MetricJournal } from './metric-journal.ts';
import { type MetricName, Series } from './series.ts';

/** One-minute points are kept this long, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html. */
const RETENTION_MS = 15 * 86_400_000;
/** How much may be lost when the run is killed. */
const FLUSH_DELAY_MS = 1_000;

type Listener = () => void;

/** Every metric of the run. */
export class MetricStore {
  readonly #series = new Map<string, Series>();
  readonly #journal: MetricJournal;
  readonly #now: () => number;
  readonly #dirty = new Map<Bucket, Series>();
  readonly #listeners = new Map<string, Listener[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(file: string, now: () => number) {
    this.#now = now;
    this.#journal = new MetricJournal(file);
    const oldest = now() - RETENTION_MS;
    this.#journal.load((metric, bucket) => {
      if (bucket.start >= oldest) this.series(metric).restore(bucket);
    });
    this.#journal.rewrite(
      this.all().flatMap((series) =>
        series.between(0, Number.POSITIVE_INFINITY).map((b) => [series.metric, b] as const),
      ),
    );
  }

  /** The series of a metric: keep it where one metric is recorded often. */
  series(metric: MetricName): Series {
    const key = keyOf(metric);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const listeners = this.#listenersOf(key);
    const series = new Series(metric, (changed, bucket) => {
      this.#dirty.set(bucket, changed);
      this.#timer ??= setTimeout(() => this.flush(), FLUSH_DELAY_MS).unref();
      for (const listener of listeners) listener();
    });
    this.#series.set(key, series);
    return series;
  }

  all(): readonly Series[] {
    return [...this.#series.values()];
  }

  /** Everything of a metric in `[from, to)` as one bucket; undefined if there is nothing. */
  window(metric: MetricName, from: number, to: number): Bucket | undefined {
    const buckets = this.#series.get(keyOf(metric))?.between(from, to) ?? [];
    return buckets.length === 0 ? undefined : merged(buckets);
  }

  /** Is told whenever something is recorded of a metric. */
  onRecord(metric: MetricName, listener: Listener): void {
    this.#listenersOf(keyOf(metric)).push(listener);
  }

  /** Writes what is not yet on disk. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#journal.append([...this.#dirty].map(([bucket, series]) => [series.metric, bucket]));
    this.#dirty.clear();
    const oldest = this.#now() - RETENTION_MS;
    for (const series of this.#series.values()) series.forgetBefore(oldest);
  }

  close(): void {
    this.flush();
    this.#journal.close();
  }

  #listenersOf(key: string): Listener[] {
    const known = this.#listeners.get(key) ?? [];
    this.#listeners.set(key, known);
    return known;
  }
}

const keyOf = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
