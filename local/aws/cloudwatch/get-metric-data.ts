import { isObject, type JsonObject } from '../../assembly/template.ts';
import { compileExpression } from '../../metrics/math/compile-expression.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';
import { queryPoints } from '../../metrics/query-points.ts';
import { statisticOf } from '../../metrics/statistic.ts';
import type { MetricQueryPlan } from '../../plan/alarm-plan.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { readDimensions, readMoment, readPeriod, requiredString } from './read-metric.ts';

/** All queries of one request have the same period here (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html). */
export const getMetricData = (store: MetricStore): Operation => ({
  action: 'cloudwatch:GetMetricData',
  resources: () => ['*'],
  run: (input) => {
    const given = Array.isArray(input['MetricDataQueries'])
      ? input['MetricDataQueries'].filter(isObject)
      : [];
    const queries = given.map(readQuery);
    const periodMs = periodOf(given);
    const from = Math.floor(readMoment(input, 'StartTime') / periodMs) * periodMs;
    const count = Math.ceil((readMoment(input, 'EndTime') - from) / periodMs);
    if (!(count > 0))
      throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
    if (count > 100_800) throw invalidParameter('The request is for too many datapoints.');
    const points = queryPoints(store, queries, { from, periodMs, count });
    const ascending = optionalString(input, 'ScanBy') === 'TimestampAscending';
    return {
      MetricDataResults: queries
        .filter((query) => query.returnData)
        .map((query) => {
          const found = (points.get(query.id) ?? []).flatMap((value, i) =>
            value === undefined ? [] : [{ at: (from + i * periodMs) / 1000, value }],
          );
          const ordered = ascending ? found : found.reverse();
          return {
            Id: query.id,
            Label: query.label ?? query.metric?.name ?? query.id,
            Timestamps: ordered.map(({ at }) => at),
            Values: ordered.map(({ value }) => value),
            StatusCode: 'Complete',
          };
        }),
      Messages: [],
    };
  },
});

const statOf = (query: JsonObject): JsonObject => {
  const stat = query['MetricStat'];
  return isObject(stat) ? stat : {};
};

function periodOf(queries: readonly JsonObject[]): number {
  const periods = new Set(
    queries.flatMap((query) => {
      const period = statOf(query)['Period'] ?? query['Period'];
      return period === undefined ? [] : [readPeriod({ Period: period })];
    }),
  );
  if (periods.size > 1) throw invalidParameter('The local run reads queries of one period at a time.');
  return [...periods][0] ?? 60_000;
}

function readQuery(query: JsonObject): MetricQueryPlan {
  const stat = statOf(query);
  const metric = isObject(stat['Metric']) ? stat['Metric'] : {};
  const expression = optionalString(query, 'Expression');
  const label = optionalString(query, 'Label');
  const statistic = optionalString(stat, 'Stat') ?? '';
  if (
    expression === undefined
      ? statisticOf(statistic) === undefined
      : compileExpression(expression) === undefined
  )
    throw invalidParameter(`${expression ?? statistic} is not calculated here.`);
  return {
    id: requiredString(query, 'Id'),
    ...(label === undefined ? {} : { label }),
    returnData: query['ReturnData'] !== false,
    ...(expression === undefined
      ? {
          metric: {
            namespace: requiredString(metric, 'Namespace'),
            name: requiredString(metric, 'MetricName'),
            dimensions: readDimensions(metric['Dimensions']),
          },
          statistic,
        }
      : { expression }),
  };
}
