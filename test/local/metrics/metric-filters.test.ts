import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { compileFilter } from '../../../local/logs/compile-filter.ts';
import { MetricFilters } from '../../../local/metrics/metric-filters.ts';
import { MetricStore } from '../../../local/metrics/metric-store.ts';
import { Clock } from '../../../local/time/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;

let folder: ReturnType<typeof temporaryFolder>;
let clock: Clock;
let store: MetricStore;
let filters: MetricFilters;
beforeEach(() => {
  folder = temporaryFolder();
  clock = new Clock(() => NOW);
  store = new MetricStore(join(folder.path, 'metrics.ndjson'), clock.now);
  const filter = compileFilter('ERROR') ?? (() => undefined);
  const transformation = { namespace: 'Logs', name: 'Errors', value: '1', defaultValue: 0, dimensions: {} };
  filters = new MetricFilters(
    [{ logicalId: 'F', logGroup: 'g', filter, transformations: [transformation] }],
    store,
    clock,
  );
});
afterEach(() => {
  clock.stop();
  store.close();
  folder.remove();
});

const line = (message: string, logGroup = 'g'): void => filters.read({ logGroup, at: clock.now(), message });
const minute = (i: number) =>
  store.window(
    { namespace: 'Logs', name: 'Errors', dimensions: {} },
    NOW + i * MINUTE_MS,
    NOW + (i + 1) * MINUTE_MS,
  );

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test('the default value stands for a minute with lines but without a match, and only for that', async () => {
  line('ERROR');
  line('fine');
  line('ERROR');
  await clock.advance(MINUTE_MS);
  line('fine');
  line('fine');
  await clock.advance(MINUTE_MS);
  await clock.advance(MINUTE_MS);
  expect([minute(0)?.sum, minute(1)?.sum, minute(1)?.count, minute(2)]).toEqual([2, 0, 1, undefined]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
test('lines of another log group are not looked at', () => {
  line('ERROR', 'other');
  expect(minute(0)).toBeUndefined();
});
