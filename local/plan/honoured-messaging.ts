import type { Treatment } from './honoured.ts';

const labels = ['Tags', 'Description'];

/** Queues, topics, events, schedules, metrics and alarms. */
export const HONOURED_MESSAGING: Readonly<Record<string, Treatment>> = {
  'AWS::SQS::Queue': {
    honoured: [
      ...['QueueName', 'VisibilityTimeout', 'MessageRetentionPeriod', 'DelaySeconds', 'MaximumMessageSize'],
      ...[
        'RedrivePolicy',
        'KmsMasterKeyId',
        'KmsDataKeyReusePeriodSeconds',
        'SqsManagedSseEnabled',
        ...labels,
      ],
      'ReceiveMessageWaitTimeSeconds',
    ],
    partly: { RedriveAllowPolicy: 'every queue may be a dead-letter queue of every other' },
  },
  'AWS::SQS::QueuePolicy': { honoured: ['Queues', 'PolicyDocument'] },
  'AWS::SNS::Topic': {
    honoured: ['TopicName', 'DisplayName', 'Subscription', 'KmsMasterKeyId', 'SignatureVersion', ...labels],
  },
  'AWS::SNS::TopicPolicy': { honoured: ['Topics', 'PolicyDocument'] },
  'AWS::SNS::Subscription': {
    honoured: [
      ...['TopicArn', 'Protocol', 'Endpoint', 'FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery'],
      ...['RedrivePolicy', 'Region'],
    ],
  },
  'AWS::Events::EventBus': { honoured: ['Name', 'KmsKeyIdentifier', ...labels] },
  'AWS::Events::EventBusPolicy': { honoured: ['StatementId', 'EventBusName', 'Statement'] },
  'AWS::Events::Rule': {
    honoured: [
      ...['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets', 'RoleArn'],
      ...labels,
    ],
  },
  'AWS::Scheduler::ScheduleGroup': { honoured: ['Name', ...labels] },
  'AWS::Scheduler::Schedule': {
    honoured: [
      ...['Name', 'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target'],
      ...['StartDate', 'EndDate', 'KmsKeyArn', ...labels],
      // A flexible window lets AWS be late; the run never is.
      'FlexibleTimeWindow',
    ],
  },
  'AWS::Logs::MetricFilter': {
    honoured: ['FilterName', 'FilterPattern', 'LogGroupName', 'MetricTransformations'],
    partly: { ApplyOnTransformedLogs: 'lines are not transformed' },
  },
  'AWS::CloudWatch::Alarm': {
    honoured: [
      ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'AlarmActions', 'OKActions'],
      ...['InsufficientDataActions', 'Namespace', 'MetricName', 'Dimensions', 'Metrics', 'Statistic'],
      ...['ExtendedStatistic', 'Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold'],
      ...['ComparisonOperator', 'TreatMissingData', 'EvaluateLowSampleCountPercentile', 'Tags'],
    ],
    partly: { Unit: 'values of all units count' },
  },
  'AWS::CloudWatch::CompositeAlarm': {
    honoured: [
      ...['AlarmName', 'AlarmDescription', 'AlarmRule', 'ActionsEnabled', 'AlarmActions', 'OKActions'],
      ...['InsufficientDataActions', 'ActionsSuppressor', 'ActionsSuppressorWaitPeriod'],
      ...['ActionsSuppressorExtensionPeriod', 'Tags'],
    ],
  },
  'AWS::CloudWatch::Dashboard': 'ignore',
};
