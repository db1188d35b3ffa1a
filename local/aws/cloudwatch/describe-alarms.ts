import { type AnyAlarmPlan, isMetricAlarm } from '../../alarms/alarm-documents.ts';
import type { Alarms } from '../../alarms/alarms.ts';
import type { MetricAlarmPlan } from '../../plan/alarm-plan.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalCount, optionalString, optionalStrings } from '../read-input.ts';

/** Without `AlarmTypes` only metric alarms are told (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html). */
export const describeAlarms = (alarms: Alarms): Operation => ({
  action: 'cloudwatch:DescribeAlarms',
  resources: () => ['*'],
  run: (input) => {
    const names = optionalStrings(input, 'AlarmNames');
    const prefix = optionalString(input, 'AlarmNamePrefix') ?? '';
    const state = optionalString(input, 'StateValue');
    const types = optionalStrings(input, 'AlarmTypes') ?? ['MetricAlarm'];
    const found = alarms
      .all()
      .filter((plan) => types.includes(isMetricAlarm(plan) ? 'MetricAlarm' : 'CompositeAlarm'))
      .filter(({ name }) => (names === undefined || names.includes(name)) && name.startsWith(prefix))
      .filter((plan) => state === undefined || alarms.record(plan).state === state);
    const limit = optionalCount(input, 'MaxRecords', 1, 100) ?? 50;
    const page = pageOf(found, limit, optionalString(input, 'NextToken'), 'InvalidNextToken');
    return {
      MetricAlarms: page.items
        .filter(isMetricAlarm)
        .map((plan) => ({ ...common(alarms, plan), ...metric(plan) })),
      CompositeAlarms: page.items.flatMap((plan) =>
        isMetricAlarm(plan) ? [] : [{ ...common(alarms, plan), AlarmRule: plan.rule }],
      ),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
});

function common(alarms: Alarms, plan: AnyAlarmPlan): object {
  const record = alarms.record(plan);
  return {
    AlarmName: plan.name,
    AlarmArn: plan.arn,
    AlarmDescription: plan.description,
    ActionsEnabled: alarms.actionsEnabled(plan),
    AlarmActions: plan.actions.ALARM,
    OKActions: plan.actions.OK,
    InsufficientDataActions: plan.actions.INSUFFICIENT_DATA,
    StateValue: record.state,
    StateReason: record.reason,
    StateReasonData: record.reasonData,
    StateUpdatedTimestamp: record.updatedAt / 1000,
    StateTransitionedTimestamp: record.updatedAt / 1000,
  };
}

function metric(plan: MetricAlarmPlan): object {
  const [query] = plan.queries;
  const stat = query?.statistic;
  const Dimensions = Object.entries(query?.metric?.dimensions ?? {}).map(([Name, Value]) => ({
    Name,
    Value,
  }));
  const single = {
    Namespace: query?.metric?.namespace,
    MetricName: query?.metric?.name,
    Dimensions,
    Period: plan.periodMs / 1000,
    ...(stat?.startsWith('p') ? { ExtendedStatistic: stat } : { Statistic: stat }),
  };
  return {
    ...(plan.single ? single : { Metrics: plan.queries.map((each) => queryOf(each, plan)) }),
    EvaluationPeriods: plan.evaluationPeriods,
    DatapointsToAlarm: plan.datapointsToAlarm,
    Threshold: plan.threshold,
    ComparisonOperator: plan.comparison,
    TreatMissingData: plan.missingData,
  };
}

const queryOf = (query: MetricAlarmPlan['queries'][number], plan: MetricAlarmPlan): object => ({
  Id: query.id,
  Label: query.label,
  Expression: query.expression,
  ReturnData: query.returnData,
  MetricStat:
    query.metric === undefined
      ? undefined
      : {
          Metric: {
            Namespace: query.metric.namespace,
            MetricName: query.metric.name,
            Dimensions: Object.entries(query.metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          Period: plan.periodMs / 1000,
          Stat: query.statistic,
        },
});
