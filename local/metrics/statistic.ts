import type { Bucket } from './bucket.ts';

type Statistic = (bucket: Bucket) => number | undefined;

const SIMPLE: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

/** `Sum`, `Average`, …, `p99.9`; undefined if the run cannot calculate it (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html). */
export function statisticOf(name: string): Statistic | undefined {
  const simple = SIMPLE[name];
  if (simple !== undefined) return simple;
  const share = percentileOf(name);
  return share === undefined ? undefined : (bucket) => percentile(bucket, share);
}

/** 0.99 for `p99`. */
export function percentileOf(name: string): number | undefined {
  const percent = Number(/^p(\d{1,3}(?:\.\d+)?)$/.exec(name)?.[1] ?? Number.NaN);
  return percent >= 0 && percent <= 100 ? percent / 100 : undefined;
}

/** The smallest value that is not exceeded by this share of all. CloudWatch approximates it; that is not imitated. */
function percentile({ values }: Bucket, share: number): number | undefined {
  const sorted = [...values].sort(([a], [b]) => a - b);
  const count = sorted.reduce((sum, [, times]) => sum + times, 0);
  let passed = 0;
  for (const [value, times] of sorted) {
    passed += times;
    if (passed >= share * count) return value;
  }
  return undefined;
}
