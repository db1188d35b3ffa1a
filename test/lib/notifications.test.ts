import { expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { NotificationsStack } from '../../examples/notifications/notifications-stack.ts';
import { tripFacts } from '../support/build.ts';
import { resourcesOf, testApp } from '../support/synthesized.ts';

const template = Template.fromStack(new NotificationsStack(testApp(), 'Told'));
const told = resourcesOf(template, 'AWS::Events::Rule').filter(([, { Properties }]) =>
  JSON.stringify(Properties['Targets']).includes('Destination'),
);

interface Target {
  readonly InputTransformer: {
    readonly InputPathsMap: Record<string, string>;
    readonly InputTemplate: string;
  };
  readonly DeadLetterConfig: unknown;
}
const targetOf = (properties: Record<string, unknown>): Target => (properties['Targets'] as [Target])[0];

/** What every event has, and what a use of a decoy has besides. */
const { trip, ...place } = tripFacts('key_decoy');
const EVENT = {
  ...{ source: 'sallyport', 'detail-type': 'honeytoken.tripped' },
  detail: { version: 1, stage: 'prod', eventId: 'e', ...place, ...trip },
};

test('Slack, PagerDuty and a webhook each have a rule on the gateway’s bus, and a queue for what is not delivered', () => {
  expect(told).toHaveLength(3);
  for (const [, { Properties }] of told) {
    expect(JSON.stringify(Properties['EventBusName'])).toContain('GatewayEventBus');
    expect(Properties['EventPattern']).toMatchObject({ source: ['sallyport'] });
    expect(targetOf(Properties).DeadLetterConfig).toBeDefined();
  }
});

test('whatever is posted is there in the event', () => {
  for (const [, { Properties }] of told)
    for (const path of Object.values(targetOf(Properties).InputTransformer.InputPathsMap)) {
      const value = path
        .replace(/^\$\./, '')
        .split('.')
        .reduce((of: unknown, name) => Object(of)[name], EVENT);
      expect([path, value === undefined]).toEqual([path, false]);
    }
});

test('no credential stands in the template: connections name secrets', () => {
  const connections = resourcesOf(template, 'AWS::Events::Connection').map(
    ([, { Properties }]) => Properties,
  );
  expect(connections).toHaveLength(3);
  for (const connection of connections)
    expect(JSON.stringify(connection)).toMatch(
      /\{\{resolve:secretsmanager:sallyport\/(slack|pagerduty|webhook):/,
    );
});
