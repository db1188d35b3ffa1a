import type { MetricStore } from '../metrics/metric-store.ts';
import { queryPoints } from '../metrics/query-points.ts';
import { percentileOf } from '../metrics/statistic.ts';
import { type AlarmState, COMPARISONS, type MetricAlarmPlan } from '../plan/alarm-plan.ts';
import { decideState, evaluationRange } from './decide-state.ts';

export interface Evaluation {
  readonly state: AlarmState;
  readonly reason: string;
  /** The points that were looked at, newest first, without those that are missing. */
  readonly recentDatapoints: readonly number[];
  /** Whether there was any data: without it the next evaluation comes to the same. */
  readonly sawData: boolean;
}

/** Evaluates an alarm over the periods that end at a moment (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html). */
export function evaluateMetricAlarm(
  store: MetricStore,
  plan: MetricAlarmPlan,
  current: AlarmState,
  end: number,
): Evaluation {
  const { queries, periodMs, evaluationPeriods, threshold, comparison } = plan;
  const count = evaluationRange(evaluationPeriods);
  const from = end - count * periodMs;
  const shown = queries.find((query) => query.returnData) ?? queries.at(-1);
  const points = queryPoints(store, queries, { from, periodMs, count }).get(shown?.id ?? '') ?? [];
  const verdicts = points.map((point) =>
    point === undefined ? undefined : COMPARISONS[comparison](point, threshold),
  );
  const sawData = queries.some(({ metric }) => metric && store.window(metric, from, end) !== undefined);
  const real = points.filter((point) => point !== undefined);
  const state = tooFewSamples(store, plan, end) ? current : decideState(verdicts, plan, current);
  const recentDatapoints = real.slice(-evaluationPeriods).reverse();
  return { state, reason: reasonOf(plan, state, recentDatapoints), recentDatapoints, sawData };
}

/** A percentile needs ten samples beyond it, if the alarm says so. */
function tooFewSamples(store: MetricStore, plan: MetricAlarmPlan, end: number): boolean {
  const [query] = plan.queries;
  const share = percentileOf(query?.statistic ?? '');
  if (!plan.ignoreLowSamples || query?.metric === undefined || share === undefined) return false;
  const bucket = store.window(query.metric, end - plan.evaluationPeriods * plan.periodMs, end);
  if (bucket === undefined) return false;
  return bucket.count < Math.round(10 / (share >= 0.5 ? 1 - share : share));
}

const WORDS: Readonly<Record<MetricAlarmPlan['comparison'], string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function reasonOf(plan: MetricAlarmPlan, state: AlarmState, datapoints: readonly number[]): string {
  const { threshold, comparison, missingData, datapointsToAlarm, evaluationPeriods } = plan;
  if (datapoints.length === 0)
    return state === 'INSUFFICIENT_DATA'
      ? 'Insufficient Data: no datapoints were received.'
      : `Threshold Crossed: no datapoints were received for ${evaluationPeriods} periods and missing datapoints were treated as [${missingData}].`;
  const breaches = COMPARISONS[comparison];
  const count = datapoints.filter((point) => breaches(point, threshold) === (state === 'ALARM')).length;
  const not = state === 'ALARM' ? '' : 'not ';
  return (
    `Threshold Crossed: ${count} out of the last ${datapoints.length} datapoints [${datapoints.join(', ')}] ` +
    `was ${not}${WORDS[comparison]} the threshold (${threshold}) (minimum ${datapointsToAlarm} datapoints for OK -> ALARM transition).`
  );
}
