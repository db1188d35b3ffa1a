import type { Bucket } from '../../metrics/bucket.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';
import { statisticOf } from '../../metrics/statistic.ts';
import type { Operation } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';
import { invalidParameter, missingParameter } from './invalid-parameter.ts';
import { readDimensions, readMoment, readPeriod, requiredString } from './read-metric.ts';

const POINTS_MAX = 1440;

/** Periods begin where the start time says, rounded down to the period (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html). */
export const getMetricStatistics = (store: MetricStore): Operation => ({
  action: 'cloudwatch:GetMetricStatistics',
  resources: () => ['*'],
  run: (input) => {
    const metric = {
      namespace: requiredString(input, 'Namespace'),
      name: requiredString(input, 'MetricName'),
      dimensions: readDimensions(input['Dimensions']),
    };
    const period = readPeriod(input);
    const from = Math.floor(readMoment(input, 'StartTime') / period) * period;
    const to = readMoment(input, 'EndTime');
    if (to <= from)
      throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
    if ((to - from) / period > POINTS_MAX)
      throw invalidParameter(
        `You have requested up to ${Math.ceil((to - from) / period)} datapoints, which exceeds the limit of ${POINTS_MAX}.`,
      );
    const simple = optionalStrings(input, 'Statistics') ?? [];
    const extended = optionalStrings(input, 'ExtendedStatistics') ?? [];
    if (simple.length + extended.length === 0) throw missingParameter('Statistics');
    const Datapoints: object[] = [];
    for (let start = from; start < to; start += period) {
      const bucket = store.window(metric, start, start + period);
      if (bucket === undefined) continue;
      Datapoints.push({
        Timestamp: start / 1000,
        Unit: 'None',
        ...statistics(bucket, simple),
        ...(extended.length === 0 ? {} : { ExtendedStatistics: statistics(bucket, extended) }),
      });
    }
    return { Label: metric.name, Datapoints };
  },
});

function statistics(bucket: Bucket, names: readonly string[]): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(
    names.map((name) => {
      const statistic = statisticOf(name);
      if (statistic === undefined) throw invalidParameter(`The statistic ${name} is not calculated here.`);
      return [name, statistic(bucket)];
    }),
  );
}
