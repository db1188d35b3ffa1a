import { expect, test } from '@jest/globals';
import { Resolver } from '../../../local/assembly/resolver.ts';
import type { Template } from '../../../local/assembly/template.ts';
import { planMessaging } from '../../../local/plan/plan-messaging.ts';
import { planMonitoring } from '../../../local/plan/plan-monitoring.ts';

const place = { stackName: 'S', region: 'us-east-1', accountId: '000000000000' };
const plan = (Type: string, Properties: object): readonly string[] => {
  const resolver = new Resolver({ Resources: { Thing: { Type, Properties } } } as unknown as Template, place);
  const notes: string[] = [];
  planMessaging(resolver, (sentence) => void notes.push(sentence));
  planMonitoring(resolver, [], (sentence) => void notes.push(sentence));
  return notes;
};

test.each<[string, string, object]>([
  ['an event pattern', 'AWS::Events::Rule', { EventPattern: { source: 'app' } }],
  ['a schedule of a rule', 'AWS::Events::Rule', { ScheduleExpression: 'rate(1 hours)' }],
  ['a schedule', 'AWS::Scheduler::Schedule', { ScheduleExpression: 'every day' }],
  ['a filter pattern', 'AWS::Logs::MetricFilter', { LogGroupName: 'g', FilterPattern: '{ $.a' }],
  ['a composite rule', 'AWS::CloudWatch::CompositeAlarm', { AlarmRule: 'ALARM(a' }],
])('%s that AWS would not take is refused by name', (_, type, properties) => {
  expect(() => plan(type, properties)).toThrow(/Thing's/);
});

test('an alarm that cannot be evaluated and a time zone that is not honoured are named', () => {
  const alarm = {
    ...{ Namespace: 'App', MetricName: 'm', Threshold: 1 },
    ...{ ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' },
  };
  expect(plan('AWS::CloudWatch::Alarm', alarm)).toEqual([expect.stringContaining('(Thing)')]);
  const zoned = { ScheduleExpression: 'rate(1 day)', ScheduleExpressionTimezone: 'Europe/Berlin' };
  expect(plan('AWS::Scheduler::Schedule', zoned)).toEqual([expect.stringContaining('Europe/Berlin')]);
});
