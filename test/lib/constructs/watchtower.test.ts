import { expect, test } from '@jest/globals';
import { METRICS } from '../../../contract/metrics.ts';
import { defineConfig } from '../../../lib/config.ts';
import { ALARMS } from '../../../lib/constructs/alarms.ts';
import { COMPOSITE_ALARMS } from '../../../lib/constructs/composite-alarms.ts';
import { NO_SUCCESS } from '../../../lib/constructs/no-success.ts';
import { SEAL_LATE } from '../../../lib/constructs/seal-late.ts';
import { TRIP_UNDELIVERED } from '../../../lib/constructs/trip-undelivered.ts';
import config from '../../../sallyport.config.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';
import { validConfig } from '../config/valid-config.ts';

const { template } = synthesized(config, 'prod');
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

const counting = alarms.filter(({ Namespace }) => Namespace === 'Sallyport');
const EVERY = [...ALARMS, NO_SUCCESS, SEAL_LATE, TRIP_UNDELIVERED];

test('every row is an alarm on a metric that functions count, for this stage', () => {
  expect(counting.map(({ MetricName, Threshold }) => [MetricName, Threshold])).toEqual(
    ALARMS.map(({ metric, threshold }) => [metric, threshold]),
  );
  expect(counting.map(({ Period }) => Period)).toEqual(ALARMS.map(({ minutes = 5 }) => minutes * 60));
  for (const alarm of counting) {
    expect(METRICS).toContain(alarm['MetricName']);
    expect(alarm).toMatchObject({
      Namespace: 'Sallyport',
      Dimensions: [{ Name: 'Stage', Value: 'prod' }],
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  }
});

test('every alarm tells the topic, except those that a composite alarm tells of', () => {
  const topic = [{ Ref: expect.stringContaining('WatchtowerAlarms') }];
  const together = COMPOSITE_ALARMS.flatMap(({ anyOf }) => anyOf);
  for (const [n, { name }] of EVERY.entries())
    expect([name, alarms[n]?.['AlarmActions']]).toEqual([name, together.includes(name) ? undefined : topic]);
  for (const [, { Properties }] of resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm'))
    expect(Properties).toMatchObject({ AlarmActions: topic });
});

test('an alarm says where its runbook entry is', () => {
  for (const [n, { name }] of EVERY.entries())
    expect(alarms[n]?.['AlarmDescription']).toContain(`docs/operating.md#${name.toLowerCase()}`);
});

test('the topic is encrypted with our key and refuses plain HTTP', () => {
  expect(resourcesOf(template, 'AWS::SNS::Topic')[0]?.[1].Properties['KmsMasterKeyId']).toEqual({
    'Fn::GetAtt': [expect.stringContaining('EncryptionKey'), 'Arn'],
  });
  expect(JSON.stringify(resourcesOf(template, 'AWS::SNS::TopicPolicy'))).toContain(
    '"aws:SecureTransport":"false"',
  );
});

test('mail is sent where the config names an address, and only there', () => {
  expect(resourcesOf(template, 'AWS::SNS::Subscription')).toEqual([]);
  const { template: other } = synthesized(defineConfig(validConfig()), 'prod');
  other.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'security@example.com',
  });
});
