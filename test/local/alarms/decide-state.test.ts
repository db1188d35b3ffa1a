import { expect, test } from '@jest/globals';
import { decideState, type Verdicts } from '../../../local/alarms/decide-state.ts';
import type { AlarmState, MissingData } from '../../../local/plan/alarm-plan.ts';

const verdicts = (text: string): Verdicts =>
  text.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X'));
const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const states = (points: string, datapointsToAlarm: number): readonly string[] =>
  TREATMENTS.map((missingData) => {
    const decide = (current: AlarmState): AlarmState =>
      decideState(verdicts(points), { evaluationPeriods: 3, datapointsToAlarm, missingData }, current);
    const [fromOk, fromAlarm] = [decide('OK'), decide('ALARM')];
    return fromOk === fromAlarm ? fromOk : 'retained';
  });

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test.each([
  ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
  ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', ['INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK']],
  ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', ['ALARM', 'retained', 'ALARM', 'OK']],
])('3 out of 3: %s is %s when missing, ignored, breaching, not breaching', (points, expected) => {
  expect(states(points, 3)).toEqual(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test.each([
  ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', ['ALARM', 'retained', 'ALARM', 'OK']],
])('2 out of 3: %s is %s when missing, ignored, breaching, not breaching', (points, expected) => {
  expect(states(points, 2)).toEqual(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test.each(['- - - - X', '- - - X -'])('a breach as young as in %s is no alarm before its time', (points) => {
  expect(states(points, 3)[0]).toBe('INSUFFICIENT_DATA');
});
