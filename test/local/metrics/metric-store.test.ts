import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { recordEmbedded } from '../../../local/metrics/embedded-metrics.ts';
import { MetricStore } from '../../../local/metrics/metric-store.ts';
import { statisticOf } from '../../../local/metrics/statistic.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;

let folder: ReturnType<typeof temporaryFolder>;
let store: MetricStore;
const open = (): MetricStore => new MetricStore(join(folder.path, 'metrics.ndjson'), () => NOW);
beforeEach(() => {
  folder = temporaryFolder();
  store = open();
});
afterEach(() => {
  store.close();
  folder.remove();
});

const metric = (name: string, dimensions = {}) => ({ namespace: 'App', name, dimensions });
const statistic = (name: string, of: string, dimensions = {}): number | undefined => {
  const bucket = store.window(metric(of, dimensions), 0, Number.POSITIVE_INFINITY);
  return bucket && statisticOf(name)?.(bucket);
};
const emf = (document: object, directive: object = {}): string =>
  JSON.stringify({
    _aws: {
      Timestamp: NOW,
      CloudWatchMetrics: [
        { Namespace: 'App', Dimensions: [['Stage']], Metrics: [{ Name: 'Hits' }], ...directive },
      ],
    },
    ...document,
  });
const record = (message: string, skewMs = 0): void =>
  recordEmbedded(store, { logGroup: 'g', at: NOW, message }, () => skewMs);

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
test('statistics are those of all values of the window', () => {
  const series = store.series(metric('m'));
  for (let i = 1; i <= 100; i++) series.add(i, NOW + i * 100);
  const names = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p99', 'p99.5', 'p100'];
  expect(names.map((name) => statistic(name, 'm'))).toEqual([100, 5050, 50.5, 1, 100, 50, 99, 100, 100]);
  expect(statisticOf('tm90')).toBeUndefined();
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
test('the same name with other dimensions is another metric', () => {
  store.series(metric('m', { a: '1', b: '2' })).add(1, NOW);
  store.series(metric('m', { b: '2', a: '1' })).add(1, NOW);
  store.series(metric('m', { a: '1' })).add(1, NOW);
  expect(statistic('Sum', 'm', { a: '1', b: '2' })).toBe(2);
  expect(statistic('Sum', 'm')).toBeUndefined();
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test('every set of dimensions gets the value, and what stands before the JSON does not matter', () => {
  const text = emf(
    { Stage: 'prod', Path: '/x', Hits: 2 },
    { Dimensions: [['Stage'], ['Stage', 'Path'], []] },
  );
  record(`2026-11-23T12:00:00.000Z\t1234\tINFO\t${text}`);
  expect(statistic('Sum', 'Hits', { Stage: 'prod' })).toBe(2);
  expect(statistic('Sum', 'Hits', { Stage: 'prod', Path: '/x' })).toBe(2);
  expect(statistic('Sum', 'Hits')).toBe(2);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test('a list of values is as many values', () => {
  record(emf({ Stage: 'prod', Hits: [1, 2, 3] }));
  expect([
    statistic('SampleCount', 'Hits', { Stage: 'prod' }),
    statistic('Sum', 'Hits', { Stage: 'prod' }),
  ]).toEqual([3, 6]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test.each<[string, string]>([
  ['a dimension that the document lacks', emf({ Hits: 1 })],
  ['a value that is no number', emf({ Stage: 'prod', Hits: 'many' })],
  [
    'more than 100 metrics',
    emf({ Stage: 'prod', Hits: 1 }, { Metrics: Array.from({ length: 101 }, () => ({ Name: 'Hits' })) }),
  ],
  ['JSON that breaks off', emf({ Stage: 'prod', Hits: 1 }).slice(0, -1)],
  ['a line that only speaks of it', 'the "_aws" member'],
])('%s makes no metric', (_, line) => {
  record(line);
  expect(statistic('Sum', 'Hits', { Stage: 'prod' })).toBeUndefined();
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test('a function’s timestamp is moved along with the run’s clock', () => {
  record(emf({ Stage: 'prod', Hits: 1 }), 90 * MINUTE_MS);
  const window = (from: number) =>
    store.window(metric('Hits', { Stage: 'prod' }), from, from + MINUTE_MS)?.sum;
  expect([window(NOW), window(NOW + 90 * MINUTE_MS)]).toEqual([undefined, 1]);
});

test('what was flushed survives a kill, also one in the middle of a line', () => {
  store.series(metric('m')).add(1, NOW);
  store.flush();
  store.series(metric('m')).add(1, NOW);
  store.flush();
  appendFileSync(join(folder.path, 'metrics.ndjson'), '{"start":17955');
  store = open();
  expect(statistic('Sum', 'm')).toBe(2);
  store.series(metric('m')).add(1, NOW);
  store.close();
  store = open();
  expect(statistic('Sum', 'm')).toBe(3);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
test('points older than 15 days are forgotten', () => {
  store.series(metric('m')).add(1, NOW - 16 * 86_400_000);
  store.flush();
  expect(statistic('Sum', 'm')).toBeUndefined();
});
