import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AlarmStates } from '../../../local/alarms/alarm-states.ts';
import { Alarms } from '../../../local/alarms/alarms.ts';
import { MetricStore } from '../../../local/metrics/metric-store.ts';
import type { CompositeAlarmPlan, MetricAlarmPlan } from '../../../local/plan/alarm-plan.ts';
import { Clock } from '../../../local/time/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

let folder: ReturnType<typeof temporaryFolder>;
let clock: Clock;
let store: MetricStore;
let alarms: Alarms;
let changes: string[];
let acts: string[];
beforeEach(() => {
  folder = temporaryFolder();
  clock = new Clock(() => NOW);
  store = new MetricStore(join(folder.path, 'metrics.ndjson'), clock.now);
  [changes, acts] = [[], []];
});
afterEach(() => {
  clock.stop();
  store.close();
  folder.remove();
});

const base = (name: string) => ({
  ...{ logicalId: name, name, arn: `arn:aws:cloudwatch:us-east-1:0:alarm:${name}` },
  ...{ actionsEnabled: true, actions: { OK: [], ALARM: [], INSUFFICIENT_DATA: [] } },
});
const metricName = { namespace: 'App', name: 'm', dimensions: {} };
const metricAlarm = (name: string, extra: Partial<MetricAlarmPlan> = {}): MetricAlarmPlan => ({
  ...base(name),
  queries: [{ id: 'm1', returnData: true, metric: metricName, statistic: 'Sum' }],
  ...{ single: true, periodMs: MINUTE_MS, evaluationPeriods: 1, datapointsToAlarm: 1, threshold: 1 },
  ...{ comparison: 'GreaterThanOrEqualToThreshold', missingData: 'notBreaching', ignoreLowSamples: false },
  ...extra,
});
const composite = (
  name: string,
  rule: string,
  suppressor?: CompositeAlarmPlan['suppressor'],
): CompositeAlarmPlan => ({ ...base(name), rule, ...(suppressor === undefined ? {} : { suppressor }) });

async function watch(
  metricAlarms: readonly MetricAlarmPlan[],
  compositeAlarms: readonly CompositeAlarmPlan[] = [],
): Promise<void> {
  const minute = (): number => (clock.now() - NOW) / MINUTE_MS;
  alarms = new Alarms({
    ...{ metricAlarms, compositeAlarms, store, clock },
    states: new AlarmStates(join(folder.path, 'alarms.json'), NOW),
    onChange: async ({ name }, { to }) => void changes.push(`${minute()} ${name} ${to.state}`),
    act: async ({ name }, { to }) => void acts.push(`${minute()} ${name} ${to.state}`),
  });
  await alarms.start();
}
const put = (value: number): void => store.series(metricName).add(value, clock.now());
const set = async (name: string, state: 'OK' | 'ALARM'): Promise<void> => {
  const plan = alarms.find(name);
  if (plan !== undefined) await alarms.change(plan, { state, reason: 'set' });
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test('an alarm of a longer period is evaluated every minute, over a window that slides', async () => {
  await watch([metricAlarm('a', { periodMs: 5 * MINUTE_MS, threshold: 2 })]);
  await clock.advance(3 * MINUTE_MS);
  put(1);
  await clock.advance(4 * MINUTE_MS);
  put(1);
  await clock.advance(60 * MINUTE_MS);
  // Minutes 3 and 7 lie within the five minutes that end with minute 8.
  expect(changes.slice(0, 3)).toEqual(['1 a OK', '8 a ALARM', '9 a OK']);
  // The documentation warns of it: after the data has stopped, the last points are looked at again for a while.
  expect(changes.at(-1)).toBe('19 a OK');
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test('with 2 datapoints out of 3, two breaches need not follow each other', async () => {
  await watch([metricAlarm('a', { evaluationPeriods: 3, datapointsToAlarm: 2 })]);
  for (const value of [1, 0, 0, 1, 0, 1, 0, 0, 0]) {
    put(value);
    await clock.advance(MINUTE_MS);
  }
  expect(changes).toEqual(['1 a OK', '6 a ALARM', '7 a OK']);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test('an alarm of 10 seconds is evaluated every 10 seconds', async () => {
  await watch([metricAlarm('a', { periodMs: 10 * SECOND_MS })]);
  store.series(metricName).add(1, clock.now(), 1, SECOND_MS);
  await clock.advance(10 * SECOND_MS);
  expect(changes.at(-1)).toMatch(/ a ALARM$/);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test.each([
  ['GreaterThanOrEqualToThreshold', [1, 2]],
  ['GreaterThanThreshold', [2]],
  ['LessThanThreshold', [0]],
  ['LessThanOrEqualToThreshold', [0, 1]],
] as const)('%s of 1 is breached by %s', async (comparison, breaching) => {
  await watch([metricAlarm('a', { comparison })]);
  const states: number[] = [];
  for (const value of [0, 1, 2]) {
    put(value);
    await clock.advance(MINUTE_MS);
    const plan = alarms.find('a');
    if (plan !== undefined && alarms.record(plan).state === 'ALARM') states.push(value);
  }
  expect(states).toEqual(breaching);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test('a percentile of too few samples changes nothing, if the alarm says so', async () => {
  const queries = [{ id: 'm1', returnData: true, metric: metricName, statistic: 'p90' }];
  await watch([metricAlarm('a', { queries, ignoreLowSamples: true }), metricAlarm('b', { queries })]);
  for (let i = 0; i < 99; i++) put(5);
  await clock.advance(MINUTE_MS);
  expect(changes).toEqual(['1 b ALARM']);
  for (let i = 0; i < 100; i++) put(5);
  await clock.advance(MINUTE_MS);
  expect(changes).toEqual(['1 b ALARM', '2 a ALARM']);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
test('actions are taken for changes of state only', async () => {
  await watch([metricAlarm('a')]);
  for (let i = 0; i < 5; i++) {
    put(1);
    await clock.advance(MINUTE_MS);
  }
  expect(acts).toEqual(['1 a ALARM']);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
test.each([
  ['ALARM(a) AND ALARM("b")', false],
  ['ALARM(a) OR ALARM(b)', true],
  ['NOT ALARM(b)', true],
  ['ALARM(a) AND NOT (OK(a) OR INSUFFICIENT_DATA(a))', true],
  ['ALARM(arn:aws:cloudwatch:us-east-1:0:alarm:a) AND TRUE', true],
  ['ALARM(unknown) OR FALSE', false],
])('with a in ALARM and b in OK, %s is %s', async (rule, expected) => {
  await watch([metricAlarm('a'), metricAlarm('b')], [composite('c', rule)]);
  await set('a', 'ALARM');
  await set('b', 'OK');
  const plan = alarms.find('c');
  expect(plan && alarms.record(plan).state).toBe(expected ? 'ALARM' : 'OK');
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
test('composite alarms that depend on each other in a circle come to an end', async () => {
  await watch([], [composite('c', 'NOT ALARM(d)'), composite('d', 'ALARM(c)')]);
  expect(changes.length).toBeLessThan(10);
});

/** A composite alarm over `a`, suppressed by `down`; both keep the state that they are set to. By minute 10 all are OK. */
async function suppressed(): Promise<void> {
  const kept = (name: string) => metricAlarm(name, { missingData: 'ignore' });
  const suppressor = { alarm: 'down', waitMs: 2 * MINUTE_MS, extensionMs: 3 * MINUTE_MS };
  await watch([kept('a'), kept('down')], [composite('c', 'ALARM(a)', suppressor)]);
  await set('down', 'OK');
  await clock.advance(10 * MINUTE_MS);
  acts.length = 0;
}
const own = () => acts.filter((act) => act.includes(' c '));

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html#Create_Composite_Alarm_Suppression
test('a composite alarm with a suppressor acts when its wait period is over', async () => {
  await suppressed();
  await set('a', 'ALARM');
  expect(changes.at(-1)).toBe('10 c ALARM');
  await clock.advance(10 * MINUTE_MS);
  expect(own()).toEqual(['12 c ALARM']);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html#Create_Composite_Alarm_Suppression
test('while its suppressor is in ALARM it does not act, and after the extension period it does', async () => {
  await suppressed();
  await set('a', 'ALARM');
  await clock.advance(MINUTE_MS);
  await set('down', 'ALARM');
  await clock.advance(9 * MINUTE_MS);
  expect(own()).toEqual([]);
  await set('down', 'OK');
  await clock.advance(10 * MINUTE_MS);
  expect(own()).toEqual(['23 c ALARM']);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html#Create_Composite_Alarm_Suppression
test('what has come and gone while it was suppressed is never acted on', async () => {
  await suppressed();
  await set('down', 'ALARM');
  await set('a', 'ALARM');
  await clock.advance(5 * MINUTE_MS);
  await set('a', 'OK');
  await set('down', 'OK');
  await clock.advance(10 * MINUTE_MS);
  expect(own()).toEqual([]);
});
