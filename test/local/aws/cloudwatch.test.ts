import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jsonCall } from '../support/aws-wire.ts';
import { callAws } from '../support/call-aws.ts';
import { drain } from '../support/drain.ts';
import { startMonitoringStack } from '../support/monitoring-stack.ts';
import { send } from '../support/send.ts';
import type { Stack } from '../support/start-stack.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startMonitoringStack();
});
afterAll(() => stack.close());

const call = async (operation: string, input: object) =>
  (await jsonCall(stack.run, 'monitoring', operation, input)).json;
const invoke = (event: object) =>
  callAws(stack.run, 'lambda', `/2015-03-31/functions/${stack.run.outputs['Probe']}/invocations`, {
    body: JSON.stringify(event),
  });
const put = (MetricName: string, datum: object) =>
  call('PutMetricData', { Namespace: 'App', MetricData: [{ MetricName, ...datum }] });
const statistics = async (Namespace: string, MetricName: string, dimensions: object, extra: object = {}) => {
  const now = stack.clock.now() / 1000;
  const { Datapoints } = await call('GetMetricStatistics', {
    ...{ Namespace, MetricName, Period: 60, StartTime: now - 3600, EndTime: now + 60, Statistics: ['Sum'] },
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    ...extra,
  });
  return Datapoints;
};
const sum = async (namespace: string, name: string, dimensions: object): Promise<number | undefined> => {
  const points: readonly { Sum: number }[] = await statistics(namespace, name, dimensions);
  return points.length === 0 ? undefined : points.reduce((total, { Sum }) => total + Sum, 0);
};
/** A function's output reaches us by a pipe of its own. */
const settled = (namespace: string, name: string, dimensions: object, expected: number) =>
  until(async () => ((await sum(namespace, name, dimensions)) === expected ? true : undefined));
const text = (file: string): string => readFileSync(join(stack.stateDir, 'logs', file), 'utf8');
const log = (file: string) =>
  text(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const stateOf = async (name: string): Promise<string> =>
  (await call('DescribeAlarms', { AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }))[
    name === 'Both' ? 'CompositeAlarms' : 'MetricAlarms'
  ][0].StateValue;

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test('a line in the embedded metric format becomes a metric, at the time of the run’s clock', async () => {
  await invoke({ emf: 3 });
  await settled('App', 'Touched', { Stage: 'prod' }, 3);
  const [{ Timestamp }] = await statistics('App', 'Touched', { Stage: 'prod' });
  expect(Math.abs(Timestamp * 1000 - stack.clock.now())).toBeLessThan(2 * MINUTE_MS);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test('an alarm enters ALARM at the next full minute, tells topic and function, and returns to OK', async () => {
  await stack.clock.advance(2 * MINUTE_MS);
  expect(await stateOf('Touched')).toBe('ALARM');
  await stack.clock.advance(10 * MINUTE_MS);
  expect(await stateOf('Touched')).toBe('OK');
  const changes = log('alarms.log').filter(({ alarm }) => alarm === 'Touched');
  expect(changes.map(({ from, to }) => `${from} ${to}`).slice(-2)).toEqual([
    expect.stringMatching(/ ALARM$/),
    'ALARM OK',
  ]);
  const told = log('notifications.log').map(({ subject, message }) => [subject, JSON.parse(message)]);
  const [subject, message] = told.find(([, { NewStateValue }]) => NewStateValue === 'ALARM') ?? [];
  expect(subject).toBe('ALARM: "Touched" in us-east-1');
  expect(message).toMatchObject({
    ...{ AlarmName: 'Touched', AlarmDescription: 'somebody touched it', AWSAccountId: '000000000000' },
    NewStateReason: expect.stringContaining('greater than or equal to the threshold (1)'),
    Trigger: { MetricName: 'Touched', Namespace: 'App', Statistic: 'SUM', Period: 60, Threshold: 1 },
  });
  expect(told.some(([, { NewStateValue }]) => NewStateValue === 'OK')).toBe(true);
  await until(() => (text('Watcher.log').includes('START RequestId') ? true : undefined));
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
test('a state change is an event on the default bus', async () => {
  const events = (await drain(stack.run, 'Inbox')).map(({ body }) => JSON.parse(body));
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: ['arn:aws:cloudwatch:us-east-1:000000000000:alarm:Touched'],
    detail: {
      alarmName: 'Touched',
      state: { value: 'ALARM' },
      configuration: { metrics: [{ metricStat: { metric: { namespace: 'App', name: 'Touched' } } }] },
    },
  });
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
test('an action that a policy does not allow fails, is kept in the alarm log, and keeps no other back', async () => {
  await put('Unheard', { Value: 1 });
  await stack.clock.advance(MINUTE_MS);
  const failed = log('alarms.log').filter(({ alarm, action }) => alarm === 'Unheard' && action);
  expect(failed.map(({ failed: why }) => why)).toEqual([
    expect.stringContaining('not authorized to perform: sns:Publish'),
    expect.stringContaining('not authorized to perform: lambda:InvokeFunction'),
  ]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
test('a composite alarm follows the alarms that it names', async () => {
  expect([await stateOf('Unheard'), await stateOf('Both')]).toEqual(['ALARM', 'OK']);
  await call('SetAlarmState', { AlarmName: 'Touched', StateValue: 'ALARM', StateReason: 'tried' });
  expect(await stateOf('Both')).toBe('ALARM');
  await stack.clock.advance(MINUTE_MS);
  // A state that was set lasts until the alarm is evaluated next.
  expect([await stateOf('Touched'), await stateOf('Both')]).toEqual(['OK', 'OK']);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test('an alarm on an expression is evaluated over its metrics', async () => {
  await put('all', { Value: 4 });
  await stack.clock.advance(MINUTE_MS);
  expect(await stateOf('Ratio')).toBe('OK');
  await put('all', { Value: 4 });
  await put('bad', { Value: 3 });
  await stack.clock.advance(MINUTE_MS);
  expect(await stateOf('Ratio')).toBe('ALARM');
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
test('an alarm on a statistic that is not calculated is named at boot', () => {
  expect(stack.run.unhonoured.join()).toContain(
    'tm90 is not calculated here: the alarm is never evaluated (Strange)',
  );
  expect(stack.run.unhonoured.join()).not.toContain('Dashboard');
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html
test('an alarm whose actions are disabled changes its state and tells nobody, also after a restart', async () => {
  await call('DisableAlarmActions', { AlarmNames: ['Touched'] });
  const before = log('notifications.log').length;
  await stack.restart();
  await call('SetAlarmState', { AlarmName: 'Touched', StateValue: 'ALARM', StateReason: 'tried' });
  expect(await stateOf('Touched')).toBe('ALARM');
  expect(log('notifications.log')).toHaveLength(before);
  await call('EnableAlarmActions', { AlarmNames: ['Touched'] });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
test('API Gateway counts requests, errors and latencies by API and stage', async () => {
  for (const path of ['/200', '/404', '/500', '/none/none']) await send(stack.run.url, path);
  const of = (name: string) => sum('AWS/ApiGateway', name, { ApiName: 'Api', Stage: 'prod' });
  await until(async () => ((await of('Count')) === 4 ? true : undefined));
  // No resource matches the last path: API Gateway answers 403 by itself.
  expect([await of('4XXError'), await of('5XXError')]).toEqual([2, 1]);
  expect(await sum('AWS/ApiGateway', 'Count', { ApiName: 'Api' })).toBe(4);
  const [{ Average }] = await statistics(
    'AWS/ApiGateway',
    'Latency',
    { ApiName: 'Api' },
    { Statistics: ['Average'] },
  );
  expect(Average).toBeGreaterThanOrEqual(0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
test('Lambda counts invocations, errors and durations by function', async () => {
  const FunctionName = stack.run.outputs['Probe'];
  const of = async (name: string) => (await sum('AWS/Lambda', name, { FunctionName })) ?? 0;
  const before = [await of('Invocations'), await of('Errors')];
  await invoke({});
  await invoke({ fail: true });
  await until(async () => ((await of('Errors')) === Number(before[1]) + 1 ? true : undefined));
  expect(await of('Invocations')).toBe(Number(before[0]) + 2);
  expect((await statistics('AWS/Lambda', 'Duration', { FunctionName })).length).toBeGreaterThan(0);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
test('a metric filter records what it finds in a function’s log', async () => {
  await invoke({ line: '{"level":"error","ms":12,"where":"db"}' });
  await invoke({ line: '{"level":"info","ms":99,"where":"db"}' });
  await invoke({ line: '{"level":"error","ms":"x","where":"db"}' });
  await settled('Logs', 'Errors', {}, 2);
  expect(await sum('Logs', 'Waited', { Where: 'db' })).toBe(12);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
test('values, counts and statistic sets are read as they were put, and survive a restart', async () => {
  await put('Sized', { Values: [1, 2, 10], Counts: [2, 1, 1] });
  await put('Sized', { StatisticValues: { SampleCount: 2, Sum: 9, Minimum: 4, Maximum: 5 } });
  await stack.restart();
  const [point] = await statistics(
    'App',
    'Sized',
    {},
    {
      Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'],
      ExtendedStatistics: ['p50', 'p100'],
    },
  );
  expect(point).toMatchObject({ SampleCount: 6, Sum: 23, Minimum: 1, Maximum: 10 });
  expect(point.ExtendedStatistics).toEqual({ p50: 1, p100: 10 });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
test('a compressed request is read, as clients send large ones', async () => {
  const input = { Namespace: 'App', MetricData: [{ MetricName: 'Packed', Value: 8 }] };
  const headers = {
    ...{ 'content-type': 'application/x-amz-json-1.0', 'content-encoding': 'gzip' },
    'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
  };
  const post = (body: Buffer) => callAws(stack.run, 'monitoring', '/', { headers, body });
  expect((await post(gzipSync(JSON.stringify(input)))).status).toBe(200);
  expect(await sum('App', 'Packed', {})).toBe(8);
  expect((await post(Buffer.from('{}'))).json.__type).toBe('SerializationException');
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
test.each<[string, object]>([
  ['a namespace of AWS', { Namespace: 'AWS/Lambda', MetricData: [] }],
  ['a datum without a value', { Namespace: 'App', MetricData: [{ MetricName: 'x' }] }],
  [
    'a time of more than two weeks ago',
    { Namespace: 'App', MetricData: [{ MetricName: 'x', Value: 1, Timestamp: 0 }] },
  ],
  [
    'more than 1000 data',
    { Namespace: 'App', MetricData: Array.from({ length: 1001 }, () => ({ MetricName: 'x', Value: 1 })) },
  ],
])('%s is refused', async (_, input) => {
  expect((await call('PutMetricData', input)).__type).toBe('InvalidParameterValueException');
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
test('several metrics and expressions over them are read together', async () => {
  await put('a', { Value: 2 });
  await put('b', { Value: 5 });
  const now = stack.clock.now() / 1000;
  const stat = (Id: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'App', MetricName: Id }, Period: 60, Stat: 'Sum' },
    ReturnData: Id === 'b',
  });
  const { MetricDataResults } = await call('GetMetricData', {
    MetricDataQueries: [stat('a'), stat('b'), { Id: 'c', Expression: 'a + b', Label: 'both' }],
    StartTime: now - 300,
    EndTime: now + 60,
  });
  expect(
    MetricDataResults.map(({ Id, Label, Values }: Record<string, unknown>) => [Id, Label, Values]),
  ).toEqual([
    ['b', 'b', [5]],
    ['c', 'both', [7]],
  ]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
test('metrics that have data are listed', async () => {
  const { Metrics } = await call('ListMetrics', { Namespace: 'App', MetricName: 'Touched' });
  expect(Metrics).toEqual([
    { Namespace: 'App', MetricName: 'Touched', Dimensions: [{ Name: 'Stage', Value: 'prod' }] },
  ]);
});

test('a year without data is passed over in a moment', async () => {
  const started = performance.now();
  await stack.clock.advance(365 * 86_400_000);
  expect(performance.now() - started).toBeLessThan(2_000);
});
