/** What CloudWatch aggregates of one metric in one minute, or in one second of a high-resolution metric. */
export interface Bucket {
  /** Unix milliseconds of its beginning. */
  readonly start: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** How often each value came. Percentiles need it; what was reported as a statistic set lacks it. */
  readonly values: Map<number, number>;
}

export const emptyBucket = (start: number): Bucket => ({
  start,
  count: 0,
  sum: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  values: new Map(),
});

export function addValue(bucket: Bucket, value: number, times: number): void {
  bucket.values.set(value, (bucket.values.get(value) ?? 0) + times);
  bucket.count += times;
  bucket.sum += value * times;
  bucket.min = Math.min(bucket.min, value);
  bucket.max = Math.max(bucket.max, value);
}

/** Statistics of values that are not known one by one. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

export function addSet(bucket: Bucket, set: StatisticSet): void {
  // Of a set whose values are all the same, the values are known.
  if (set.min === set.max) {
    addValue(bucket, set.min, set.count);
    return;
  }
  bucket.count += set.count;
  bucket.sum += set.sum;
  bucket.min = Math.min(bucket.min, set.min);
  bucket.max = Math.max(bucket.max, set.max);
}

/** Several as one. */
export function merged(buckets: readonly Bucket[]): Bucket {
  const [only] = buckets;
  if (only !== undefined && buckets.length === 1) return only;
  const whole = emptyBucket(only?.start ?? 0);
  for (const { count, sum, min, max, values } of buckets) {
    for (const [value, times] of values) whole.values.set(value, (whole.values.get(value) ?? 0) + times);
    whole.count += count;
    whole.sum += sum;
    whole.min = Math.min(whole.min, min);
    whole.max = Math.max(whole.max, max);
  }
  return whole;
}
