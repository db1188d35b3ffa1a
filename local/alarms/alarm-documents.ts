import type { Place } from '../assembly/place.ts';
import type { CompositeAlarmPlan, MetricAlarmPlan, MetricQueryPlan } from '../plan/alarm-plan.ts';
import type { AlarmRecord, Transition } from './alarm-states.ts';

export type AnyAlarmPlan = MetricAlarmPlan | CompositeAlarmPlan;

export const isMetricAlarm = (plan: AnyAlarmPlan): plan is MetricAlarmPlan => 'queries' in plan;

/** As CloudWatch writes times: with an offset, and without a colon in it. */
const time = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

const stateOf = (record: AlarmRecord): object => ({
  value: record.state,
  reason: record.reason,
  ...(record.reasonData === undefined ? {} : { reasonData: record.reasonData }),
  timestamp: time(record.updatedAt),
});

const queryOf = (query: MetricQueryPlan, plan: MetricAlarmPlan): object => ({
  id: query.id,
  ...(query.label === undefined ? {} : { label: query.label }),
  ...(query.expression === undefined ? {} : { expression: query.expression }),
  ...(query.metric === undefined
    ? {}
    : {
        metricStat: {
          metric: query.metric,
          period: plan.periodMs / 1000,
          stat: query.statistic,
        },
      }),
  returnData: query.returnData,
});

const configurationOf = (plan: AnyAlarmPlan): object => ({
  ...(plan.description === undefined ? {} : { description: plan.description }),
  ...(isMetricAlarm(plan)
    ? { metrics: plan.queries.map((query) => queryOf(query, plan)) }
    : { alarmRule: plan.rule, ...(plan.suppressor && { actionsSuppressor: plan.suppressor.alarm }) }),
});

/** `detail` of the event that CloudWatch puts on the default bus, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html. */
export const stateChangeDetail = (plan: AnyAlarmPlan, { from, to }: Transition): object => ({
  alarmName: plan.name,
  state: stateOf(to),
  previousState: stateOf(from),
  configuration: configurationOf(plan),
});

/** What a function is invoked with, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html. */
export const lambdaDocument = (plan: AnyAlarmPlan, transition: Transition, place: Place): object => ({
  source: 'aws.cloudwatch',
  alarmArn: plan.arn,
  accountId: place.accountId,
  time: time(transition.to.updatedAt),
  region: place.region,
  alarmData: stateChangeDetail(plan, transition),
});

/** What a topic is told. */
export function notificationDocument(plan: AnyAlarmPlan, { from, to }: Transition, place: Place): object {
  const { actions } = plan;
  return {
    AlarmName: plan.name,
    AlarmDescription: plan.description ?? null,
    AWSAccountId: place.accountId,
    NewStateValue: to.state,
    NewStateReason: to.reason,
    StateChangeTime: time(to.updatedAt),
    Region: place.region,
    AlarmArn: plan.arn,
    OldStateValue: from.state,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    ...(isMetricAlarm(plan) ? { Trigger: triggerOf(plan) } : { AlarmRule: plan.rule }),
  };
}

function triggerOf(plan: MetricAlarmPlan): object {
  const [query] = plan.queries;
  const common = {
    Period: plan.periodMs / 1000,
    EvaluationPeriods: plan.evaluationPeriods,
    DatapointsToAlarm: plan.datapointsToAlarm,
    ComparisonOperator: plan.comparison,
    Threshold: plan.threshold,
    TreatMissingData: plan.missingData,
    EvaluateLowSampleCountPercentile: plan.ignoreLowSamples ? 'ignore' : '',
  };
  if (!plan.single || query?.metric === undefined)
    return { ...common, Metrics: plan.queries.map((each) => queryOf(each, plan)) };
  const { namespace, name, dimensions } = query.metric;
  const extended = query.statistic?.startsWith('p') === true;
  return {
    MetricName: name,
    Namespace: namespace,
    StatisticType: extended ? 'ExtendedStatistic' : 'Statistic',
    [extended ? 'ExtendedStatistic' : 'Statistic']: extended
      ? query.statistic
      : query.statistic?.toUpperCase(),
    Unit: null,
    Dimensions: Object.entries(dimensions).map(([key, value]) => ({ value, name: key })),
    ...common,
  };
}
