import { buffered } from './fixture-template.ts';
import { fn, type Stack, startStack } from './start-stack.ts';

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** Prints the metrics and lines it is asked for, throws if it is told to, and answers 200 or what the path says. */
const PROBE = `exports.handler = async ({ path = '', ...event }) => {
  const status = Number(path.split('/').at(-1)) || 200;
  if (event.emf) process.stdout.write(JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
    { Namespace: 'App', Dimensions: [['Stage']], Metrics: [{ Name: 'Touched' }] } ] }, Stage: 'prod', Touched: event.emf }) + '\\n');
  if (event.line) process.stdout.write(event.line + '\\n');
  if (event.fail) throw new Error('told to');
  return { statusCode: status, body: '' };
};`;

const alarm = (Properties: object): object => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    ...{ Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1 },
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    ...Properties,
  },
});
const onApp = (MetricName: string, extra: object = {}): object =>
  alarm({ Namespace: 'App', MetricName, AlarmName: MetricName, ...extra });

/** Functions, an API, metrics and alarms that tell a topic, a function and a queue. */
export const startMonitoringStack = (): Promise<Stack> =>
  startStack({
    code: { Probe: PROBE },
    resources: {
      Probe: fn('Probe'),
      Watcher: fn('Probe'),
      Closed: fn('Probe'),
      ProbeForApi: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          ...{ Action: 'lambda:InvokeFunction', FunctionName: arn('Probe') },
          Principal: 'apigateway.amazonaws.com',
        },
      },
      WatcherForAlarms: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          ...{ Action: 'lambda:InvokeFunction', FunctionName: arn('Watcher') },
          Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
        },
      },
      Path: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: {
          ...{ RestApiId: { Ref: 'Api' }, PathPart: '{status}' },
          ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        },
      },
      Get: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          ...{ RestApiId: { Ref: 'Api' }, ResourceId: { Ref: 'Path' }, HttpMethod: 'GET' },
          ...{ AuthorizationType: 'NONE', Integration: buffered('Probe') },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
      Guarded: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'guarded' } },
      GuardedPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Guarded' }],
          PolicyDocument: {
            Statement: [
              {
                ...{ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: { Ref: 'Guarded' } },
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
      Inbox: { Type: 'AWS::SQS::Queue', Properties: {} },
      InboxPolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Inbox' }],
          PolicyDocument: {
            Statement: [
              {
                ...{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } },
                ...{ Action: 'sqs:SendMessage', Resource: arn('Inbox') },
              },
            ],
          },
        },
      },
      OnChange: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: {
            source: ['aws.cloudwatch'],
            'detail-type': ['CloudWatch Alarm State Change'],
            detail: { alarmName: ['Touched'], state: { value: ['ALARM'] } },
          },
          Targets: [{ Id: 'Inbox', Arn: arn('Inbox') }],
        },
      },
      Touched: onApp('Touched', {
        Dimensions: [{ Name: 'Stage', Value: 'prod' }],
        AlarmDescription: 'somebody touched it',
        AlarmActions: [{ Ref: 'Topic' }, arn('Watcher')],
        OKActions: [{ Ref: 'Topic' }],
      }),
      Unheard: onApp('Unheard', { AlarmActions: [{ Ref: 'Guarded' }, arn('Closed')] }),
      Ratio: alarm({
        ...{ AlarmName: 'Ratio', Statistic: undefined, Period: undefined, Threshold: 50 },
        Metrics: [
          { Id: 'share', Expression: 'IF(all > 0, 100 * FILL(bad, 0) / all)', ReturnData: true },
          ...['bad', 'all'].map((Id) => ({
            Id,
            ReturnData: false,
            MetricStat: { Metric: { Namespace: 'App', MetricName: Id }, Period: 60, Stat: 'Sum' },
          })),
        ],
      }),
      Strange: onApp('Strange', { Statistic: undefined, ExtendedStatistic: 'tm90' }),
      Both: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: {
          AlarmName: 'Both',
          AlarmRule: 'ALARM("Touched") AND ALARM(Unheard)',
          AlarmActions: [{ Ref: 'Topic' }],
        },
      },
      Board: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{}' } },
      Filter: {
        Type: 'AWS::Logs::MetricFilter',
        Properties: {
          LogGroupName: { 'Fn::Sub': '/aws/lambda/$' + '{Probe}' },
          FilterPattern: '{ $.level = "error" }',
          MetricTransformations: [
            {
              ...{ MetricNamespace: 'Logs', MetricName: 'Errors', MetricValue: '1' },
            },
            {
              ...{ MetricNamespace: 'Logs', MetricName: 'Waited', MetricValue: '$.ms' },
              Dimensions: [{ Key: 'Where', Value: '$.where' }],
            },
          ],
        },
      },
    },
    outputs: {
      Inbox: { Value: { Ref: 'Inbox' } },
      Probe: { Value: { Ref: 'Probe' } },
    },
  });
