import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { MetricName } from '../../../contract/metrics.ts';
import { ALARMS } from '../../../lib/constructs/alarms.ts';
import { COMPOSITE_ALARMS } from '../../../lib/constructs/composite-alarms.ts';
import { NO_SUCCESS } from '../../../lib/constructs/no-success.ts';
import { SEAL_LATE } from '../../../lib/constructs/seal-late.ts';
import { TRIP_UNDELIVERED } from '../../../lib/constructs/trip-undelivered.ts';
import { AlarmStates } from '../../../local/alarms/alarm-states.ts';
import { Alarms } from '../../../local/alarms/alarms.ts';
import { Resolver } from '../../../local/assembly/resolver.ts';
import type { Template } from '../../../local/assembly/template.ts';
import { MetricStore } from '../../../local/metrics/metric-store.ts';
import { planMetricAlarms } from '../../../local/plan/plan-alarms.ts';
import { planCompositeAlarms } from '../../../local/plan/plan-composite-alarms.ts';
import { Clock } from '../../../local/time/clock.ts';
import config from '../../../sallyport.config.ts';
import { temporaryFolder } from '../../local/support/temporary-folder.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;

const { template } = synthesized(config, 'prod');
const resolver = new Resolver(template.toJSON() as Template, {
  stackName: 'Test',
  accountId: '000000000000',
  region: 'us-east-1',
});
const notes: string[] = [];
const metricAlarms = planMetricAlarms(resolver, (note) => void notes.push(note));
const compositeAlarms = planCompositeAlarms(resolver);
const apiName = String(resourcesOf(template, 'AWS::ApiGateway::RestApi')[0]?.[1].Properties['Name']);

const [queueId = ''] = resourcesOf(template, 'AWS::SQS::Queue')[0] ?? [];
const queueName = resolver.identity(queueId).attributes['QueueName'] ?? '';

/** What happens in one minute. */
interface Minute {
  readonly counted?: Readonly<Partial<Record<MetricName, number>>>;
  readonly came?: number;
  readonly refused?: number;
  readonly failed?: number;
  /** Messages in the responder's queue. */
  readonly waiting?: number;
}

const HEALTHY: Minute = {
  counted: { RequestAllowed: 100, TokenMinted: 1, RouteForbidden: 2 },
  came: 105,
  refused: 4,
};
/** What the schedule sees to whether or not anybody calls. */
const SEALED: Minute = { counted: { AuditSealed: 1 } };
const causeOf = (metric: MetricName, threshold: number): Minute => ({ counted: { [metric]: threshold } });

/** Every metric alarm's own cause, beside healthy load unless nobody is served. */
const CAUSES: Readonly<Record<string, readonly Minute[]>> = {
  ...Object.fromEntries(
    ALARMS.map(({ name, metric, threshold }) => [name, [SEALED, HEALTHY, causeOf(metric, threshold)]]),
  ),
  [NO_SUCCESS.name]: [SEALED, { came: 5, refused: 1, failed: 4 }],
  [SEAL_LATE.name]: [HEALTHY],
  [TRIP_UNDELIVERED.name]: [SEALED, HEALTHY, { waiting: 1 }],
};

/** The title that the page says: the composite alarm above an alarm, or the alarm itself. */
const pagerOf = (name: string): string =>
  COMPOSITE_ALARMS.find(({ anyOf }) => anyOf.includes(name))?.name ?? name;

/** Minutes go by; which alarms have fired, and which pages were sent. */
async function live(minutes: number, happening: readonly Minute[]) {
  const folder = temporaryFolder();
  const clock = new Clock(() => NOW);
  const store = new MetricStore(join(folder.path, 'metrics.ndjson'), clock.now);
  const fired = new Set<string>();
  const pages: string[] = [];
  const title = (description = ''): string => /operating\.md#(\w+)/.exec(description)?.[1] ?? '';
  const alarms = new Alarms({
    ...{ metricAlarms, compositeAlarms, store, clock },
    states: new AlarmStates(join(folder.path, 'alarms.json'), NOW),
    onChange: async ({ description }, { to }) => {
      if (to.state === 'ALARM') fired.add(title(description));
    },
    act: async ({ description, actions }, { to }) => {
      if (to.state === 'ALARM' && actions.ALARM.length > 0) pages.push(title(description));
    },
  });
  const add = (namespace: string, name: string, dimensions: Record<string, string>, value: number): void =>
    store.series({ namespace, name, dimensions }).add(value, clock.now());
  try {
    await alarms.start();
    for (let minute = 0; minute < minutes; minute += 1) {
      for (const { counted = {}, came = 0, refused = 0, failed = 0, waiting } of happening) {
        if (waiting !== undefined)
          add('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queueName }, waiting);
        for (const [name, value] of Object.entries(counted)) add('Sallyport', name, { Stage: 'prod' }, value);
        if (came === 0) continue;
        for (const [name, value] of Object.entries({ Count: came, '4XXError': refused, '5XXError': failed }))
          add('AWS/ApiGateway', name, { ApiName: apiName, Stage: 'prod' }, value);
      }
      await clock.advance(MINUTE_MS);
    }
  } finally {
    clock.stop();
    store.close();
    folder.remove();
  }
  return { fired: [...fired].sort(), pages };
}

const lower = (names: readonly string[]): string[] =>
  [...new Set(names.map((name) => name.toLowerCase()))].sort();

test('the table has a cause for every metric alarm of the stack, and every alarm can be evaluated', () => {
  expect(notes).toEqual([]);
  const planned = metricAlarms.map(({ description = '' }) => /#(\w+)\.$/.exec(description)?.[1]);
  expect(planned).toEqual(Object.keys(CAUSES).map((name) => name.toLowerCase()));
  expect(compositeAlarms).toHaveLength(COMPOSITE_ALARMS.length);
});

test('an hour of healthy load raises nothing, nor does an hour without any', async () => {
  expect(await live(60, [SEALED, HEALTHY])).toEqual({ fired: [], pages: [] });
  expect(await live(60, [])).toEqual({ fired: [], pages: [] });
}, 60_000);

describe.each(Object.keys(CAUSES))('the cause of %s', (name) => {
  test('fires it and the composite alarm above it, no other, and pages once', async () => {
    const { fired, pages } = await live(25, CAUSES[name] ?? []);
    expect(fired).toEqual(lower([name, pagerOf(name)]));
    expect(pages).toEqual([pagerOf(name).toLowerCase()]);
  });
});

test('an outage of a store that fails everything pages once', async () => {
  const outage = {
    counted: { AuditAppendFailed: 9, KeyLookupFailed: 9, SecretReadFailed: 9, AuditSealFailed: 1 },
    came: 20,
    failed: 20,
  };
  const { fired, pages } = await live(40, [outage]);
  expect(fired).toEqual(
    lower([
      ...['AuditAppendFailing', 'KeyLookupFailing', 'SecretReadFailing', 'NoSuccess', 'StoresFailing'],
      ...['AuditSealFailing', 'AuditSealLate'],
    ]),
  );
  expect(pages).toEqual(['storesfailing']);
});

test('an upstream that refuses our key, and with it every request, pages once', async () => {
  const { pages } = await live(40, [
    SEALED,
    { counted: { UpstreamCredentialRejected: 20 }, came: 20, failed: 20 },
  ]);
  expect(pages).toEqual(['upstreamcredentialrejected']);
});

test('failures beside a single success are not "no success", nor is a stranger who is refused all night', async () => {
  expect((await live(40, [SEALED, { came: 101, failed: 100 }])).fired).toEqual([]);
  expect((await live(40, [SEALED, { came: 100, refused: 100 }])).fired).toEqual([]);
}, 60_000);
