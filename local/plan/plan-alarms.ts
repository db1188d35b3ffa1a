import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';
import { compileExpression } from '../metrics/math/compile-expression.ts';
import { statisticOf } from '../metrics/statistic.ts';
import {
  type AlarmBase,
  COMPARISONS,
  type Comparison,
  type MetricAlarmPlan,
  type MetricQueryPlan,
  type MissingData,
} from './alarm-plan.ts';
import type { Note } from './finding.ts';
import { flag, object, objects, optionalNumber, optionalText, requiredText, texts } from './read-property.ts';
import { type PlannedResource, resourcesOf } from './resources-of.ts';

const MISSING: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** Metric alarms. One that cannot be evaluated here is named and left out: it would stay in its first state for ever. */
export function planMetricAlarms(resolver: Resolver, note: Note): readonly MetricAlarmPlan[] {
  return resourcesOf(resolver, 'AWS::CloudWatch::Alarm').flatMap((resource) => {
    const { logicalId, properties } = resource;
    const queries = queriesOf(properties, logicalId);
    const comparison = Object.keys(COMPARISONS).find(
      (name) => name === optionalText(properties, 'ComparisonOperator'),
    ) as Comparison | undefined;
    const threshold = optionalNumber(properties, 'Threshold');
    const unknown = queries.find((query) => !canBeCalculated(query));
    if (comparison === undefined || threshold === undefined || unknown !== undefined) {
      const what = unknown?.expression ?? unknown?.statistic ?? 'anomaly detection';
      note(
        `AWS::CloudWatch::Alarm ${what} is not calculated here: the alarm is never evaluated (${logicalId})`,
      );
      return [];
    }
    const evaluationPeriods = optionalNumber(properties, 'EvaluationPeriods') ?? 1;
    return [
      {
        ...alarmBase(resolver, resource),
        queries,
        single: properties['Metrics'] === undefined,
        periodMs: periodOf(properties) * 1000,
        evaluationPeriods,
        datapointsToAlarm: optionalNumber(properties, 'DatapointsToAlarm') ?? evaluationPeriods,
        threshold,
        comparison,
        missingData: missingData(properties, queries),
        ignoreLowSamples: optionalText(properties, 'EvaluateLowSampleCountPercentile') === 'ignore',
      },
    ];
  });
}

export function alarmBase(resolver: Resolver, { logicalId, properties }: PlannedResource): AlarmBase {
  const { ref, attributes } = resolver.identity(logicalId);
  const description = optionalText(properties, 'AlarmDescription');
  return {
    logicalId,
    name: ref,
    arn: attributes['Arn'] ?? '',
    ...(description === undefined ? {} : { description }),
    actionsEnabled: optionalText(properties, 'ActionsEnabled') !== 'false',
    actions: {
      ALARM: texts(properties, 'AlarmActions'),
      OK: texts(properties, 'OKActions'),
      INSUFFICIENT_DATA: texts(properties, 'InsufficientDataActions'),
    },
  };
}

function queriesOf(properties: JsonObject, logicalId: string): readonly MetricQueryPlan[] {
  const several = objects(properties, 'Metrics');
  if (several.length === 0)
    return [{ id: 'm1', returnData: true, ...metricOf(properties, properties, logicalId) }];
  return several.map((query) => {
    const stat = object(query, 'MetricStat');
    const expression = optionalText(query, 'Expression');
    const label = optionalText(query, 'Label');
    return {
      id: requiredText(query, 'Id', logicalId),
      ...(label === undefined ? {} : { label }),
      returnData: query['ReturnData'] === undefined || flag(query, 'ReturnData'),
      ...(expression === undefined ? metricOf(object(stat, 'Metric'), stat, logicalId) : { expression }),
    };
  });
}

function metricOf(metric: JsonObject, stat: JsonObject, logicalId: string): Partial<MetricQueryPlan> {
  const dimensions = objects(metric, 'Dimensions').map((dimension) => [
    optionalText(dimension, 'Name') ?? '',
    optionalText(dimension, 'Value') ?? '',
  ]);
  return {
    metric: {
      namespace: requiredText(metric, 'Namespace', logicalId),
      name: requiredText(metric, 'MetricName', logicalId),
      dimensions: Object.fromEntries(dimensions),
    },
    statistic:
      optionalText(stat, 'ExtendedStatistic') ??
      optionalText(stat, 'Statistic') ??
      optionalText(stat, 'Stat') ??
      'Average',
  };
}

const canBeCalculated = ({ expression, statistic }: MetricQueryPlan): boolean =>
  expression === undefined
    ? statisticOf(statistic ?? '') !== undefined
    : compileExpression(expression) !== undefined;

/** All metrics of one alarm have the same period. */
function periodOf(properties: JsonObject): number {
  const periods = objects(properties, 'Metrics').flatMap(
    (query) => optionalNumber(object(query, 'MetricStat'), 'Period') ?? optionalNumber(query, 'Period') ?? [],
  );
  const period = optionalNumber(properties, 'Period') ?? periods[0] ?? 60;
  if (period >= 60 ? period % 60 !== 0 : ![10, 20, 30].includes(period))
    throw new LocalRunError(`An alarm's period of ${period} seconds is none that CloudWatch has.`);
  return period;
}

/** Alarms on DynamoDB's metrics always ignore missing data. */
function missingData(properties: JsonObject, queries: readonly MetricQueryPlan[]): MissingData {
  if (queries.some(({ metric }) => metric?.namespace === 'AWS/DynamoDB')) return 'ignore';
  return MISSING.find((name) => name === optionalText(properties, 'TreatMissingData')) ?? 'missing';
}
