import { isObject, type JsonObject } from '../../assembly/template.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';
import type { Operation } from '../operation.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { readDimensions, requiredString } from './read-metric.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const DATA_MAX = 1000;
const VALUES_MAX = 150;
const PAST_MAX_MS = 14 * 86_400_000;
const FUTURE_MAX_MS = 2 * 3_600_000;

type Record = (store: MetricStore) => void;

/** All or nothing: one malformed datum refuses the request. A function's timestamps are moved along with the run's clock. */
export const putMetricData = (store: MetricStore, now: () => number, skewMs: () => number): Operation => ({
  action: 'cloudwatch:PutMetricData',
  resources: () => ['*'],
  run: (input, caller) => {
    const namespace = requiredString(input, 'Namespace');
    if (namespace.startsWith('AWS/'))
      throw invalidParameter('The value AWS/ for parameter Namespace is invalid.');
    const data = Array.isArray(input['MetricData']) ? input['MetricData'].filter(isObject) : [];
    if (data.length > DATA_MAX)
      throw invalidParameter(`The collection MetricData must not have a size greater than ${DATA_MAX}.`);
    const skew = caller.kind === 'function' ? skewMs() : 0;
    const records = data.map((datum) => readDatum(namespace, datum, now(), skew));
    for (const record of records) record(store);
    store.flush();
    return {};
  },
});

function readDatum(namespace: string, datum: JsonObject, now: number, skew: number): Record {
  const metric = {
    namespace,
    name: requiredString(datum, 'MetricName'),
    dimensions: readDimensions(datum['Dimensions']),
  };
  const { Timestamp, Value, StatisticValues } = datum;
  const at = typeof Timestamp === 'number' ? Timestamp * 1000 + skew : now;
  if (at < now - PAST_MAX_MS || at > now + FUTURE_MAX_MS)
    throw invalidParameter(
      'The parameter MetricData.member.Timestamp must specify a time no more than 2 weeks in the past and 2 hours in the future.',
    );
  const resolutionMs = Number(datum['StorageResolution'] ?? 60) === 1 ? 1_000 : 60_000;
  if (isObject(StatisticValues)) {
    const set = {
      count: finite(StatisticValues, 'SampleCount'),
      sum: finite(StatisticValues, 'Sum'),
      min: finite(StatisticValues, 'Minimum'),
      max: finite(StatisticValues, 'Maximum'),
    };
    return (store) => store.series(metric).addSet(set, at, resolutionMs);
  }
  const pairs = Value === undefined ? valuesAndCounts(datum) : [[finite(datum, 'Value'), 1] as const];
  return (store) => {
    for (const [value, times] of pairs) store.series(metric).add(value, at, times, resolutionMs);
  };
}

function valuesAndCounts(datum: JsonObject): readonly (readonly [number, number])[] {
  const { Values, Counts } = datum;
  if (!Array.isArray(Values) || Values.length === 0)
    throw invalidParameter('A datum must have a Value, Values or StatisticValues.');
  const counts = Array.isArray(Counts) ? Counts : Values.map(() => 1);
  if (Values.length > VALUES_MAX || counts.length !== Values.length)
    throw invalidParameter('Values and Counts must have the same size, not greater than 150.');
  return Values.map(
    (value, i) => [finite({ value }, 'value'), finite({ count: counts[i] ?? null }, 'count')] as const,
  );
}

function finite(from: JsonObject, name: string): number {
  const value = from[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalidParameter(`The value of ${name} must be a number.`);
}
