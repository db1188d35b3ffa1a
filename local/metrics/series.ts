import { addSet, addValue, type Bucket, emptyBucket, type StatisticSet } from './bucket.ts';

export type Dimensions = Readonly<Record<string, string>>;

/** What names a metric: the same name with other dimensions is another metric. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** The buckets of one metric, oldest first. */
export class Series {
  readonly metric: MetricName;
  readonly #onChange: (series: Series, bucket: Bucket) => void;
  #buckets: Bucket[] = [];

  constructor(metric: MetricName, onChange: (series: Series, bucket: Bucket) => void) {
    this.metric = metric;
    this.#onChange = onChange;
  }

  /** `resolutionMs` is a minute, or a second for high-resolution metrics. */
  add(value: number, at: number, times = 1, resolutionMs = 60_000): void {
    const bucket = this.#bucket(at, resolutionMs);
    addValue(bucket, value, times);
    this.#onChange(this, bucket);
  }

  addSet(set: StatisticSet, at: number, resolutionMs = 60_000): void {
    const bucket = this.#bucket(at, resolutionMs);
    addSet(bucket, set);
    this.#onChange(this, bucket);
  }

  /** Those that began in `[from, to)`. */
  between(from: number, to: number): readonly Bucket[] {
    return this.#buckets.slice(this.#firstAt(from), this.#firstAt(to));
  }

  forgetBefore(moment: number): void {
    this.#buckets = this.#buckets.slice(this.#firstAt(moment));
  }

  /** Takes over what was stored. */
  restore(bucket: Bucket): void {
    const at = this.#firstAt(bucket.start);
    this.#buckets.splice(at, this.#buckets[at]?.start === bucket.start ? 1 : 0, bucket);
  }

  #bucket(at: number, resolutionMs: number): Bucket {
    const start = Math.floor(at / resolutionMs) * resolutionMs;
    const last = this.#buckets.at(-1);
    if (last?.start === start) return last;
    const position = this.#firstAt(start);
    const found = this.#buckets[position];
    if (found?.start === start) return found;
    const bucket = emptyBucket(start);
    this.#buckets.splice(position, 0, bucket);
    return bucket;
  }

  /** Position of the first bucket that does not begin before a moment. */
  #firstAt(moment: number): number {
    let low = 0;
    let high = this.#buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#buckets[middle]?.start ?? 0) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
