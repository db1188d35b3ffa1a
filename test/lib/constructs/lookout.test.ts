import { expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { LOG_METRICS, MEASURES, METRICS } from '../../../contract/metrics.ts';
import { ACCESS_LOG_FORMAT } from '../../../lib/constructs/access-log-format.ts';
import { ALARMS } from '../../../lib/constructs/alarms.ts';
import { COMPOSITE_ALARMS } from '../../../lib/constructs/composite-alarms.ts';
import { SallyportStack } from '../../../lib/sallyport-stack.ts';
import config from '../../../sallyport.config.ts';
import { resourcesOf, synthesized, testApp } from '../../support/synthesized.ts';

const { template } = synthesized(config, 'prod');
const queries = resourcesOf(template, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);
const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
const body = JSON.stringify(dashboard?.[1].Properties['DashboardBody']);
test('the dashboard shows every alarm and composite alarm, and has no name that another stage could want', () => {
  expect(dashboard?.[1].Properties).not.toHaveProperty('DashboardName');
  for (const { name } of [
    ...ALARMS,
    { name: 'NoSuccess' },
    { name: 'AuditSealLate' },
    { name: 'TripUndelivered' },
    ...COMPOSITE_ALARMS,
  ])
    expect([name, body.includes(`Watchtower${name}`)]).toEqual([name, true]);
});

test("the dashboard shows requests, refusals, latency, upstreams' and our own failures, by metrics that exist", () => {
  const ours = [...body.matchAll(/\\"Sallyport\\",\\"(\w+)\\"/g)].map(([, name]) => name ?? '');
  for (const name of ['RequestAllowed', 'CredentialRefused', 'UpstreamUnreachable', 'AuditAppendFailed'])
    expect(ours).toContain(name);
  const known = [...METRICS, ...Object.keys(LOG_METRICS), ...Object.keys(MEASURES)];
  for (const name of ours) expect(known).toContain(name);
  for (const name of Object.keys(MEASURES)) expect(ours).toContain(name);
  for (const name of ['Count', '4XXError', '5XXError', 'Latency'])
    expect(body).toContain(`\\"AWS/ApiGateway\\",\\"${name}\\"`);
});

test('a saved query asks the access log, and selects only fields that it writes: none could hold a secret', () => {
  const written = Object.keys(JSON.parse(ACCESS_LOG_FORMAT.toString()) as object);
  expect(written).not.toEqual([]);
  expect(queries).toHaveLength(4);
  for (const query of queries) {
    const text = String(query['QueryString']);
    expect(query['LogGroupNames']).toEqual([{ Ref: expect.stringContaining('AccessLog') }]);
    expect(text).not.toContain('@message');
    const selected = [/\| fields ([^|]+)/, /\bby ([^|]+?) \| sort/, /\bpct\((\w+)/, /^filter (\w+)/].flatMap(
      (part) => (part.exec(text)?.[1] ?? '').split(',').map((name) => name.trim()),
    );
    const strange = selected.filter((name) => !['', '@timestamp', ...written].includes(name));
    expect([text, strange]).toEqual([text, []]);
  }
});

test('the saved queries of two stacks have different names', () => {
  const names = ['Sallyport-one', 'Sallyport-two'].flatMap((name) => {
    const stack = new SallyportStack(testApp(), name, { config, stage: 'prod' });
    return resourcesOf(Template.fromStack(stack), 'AWS::Logs::QueryDefinition').map(
      ([, { Properties }]) => Properties['Name'],
    );
  });
  expect(names).toHaveLength(8);
  expect(new Set(names).size).toBe(names.length);
});
