import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { jsonCall } from '../support/aws-wire.ts';
import { drain } from '../support/drain.ts';
import { startMessagingStack } from '../support/messaging-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { until } from '../support/until.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startMessagingStack();
});
afterAll(() => stack.close());
beforeEach(async () => {
  await drain(stack.run, 'Inbox');
});

const call = (operation: string, input: object) => jsonCall(stack.run, 'events', operation, input);
const put = async (source: string, detail: object, extra: object = {}) =>
  (
    await call('PutEvents', {
      Entries: [{ Source: source, DetailType: 'Order', Detail: JSON.stringify(detail), ...extra }],
    })
  ).json;
const inbox = async () => (await drain(stack.run, 'Inbox')).map(({ body }) => JSON.parse(body));
const log = (file: string): string => readFileSync(join(stack.stateDir, 'logs', file), 'utf8');

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
test('an event reaches the targets of the rules it meets, in the documented shape', async () => {
  const { FailedEntryCount, Entries } = await put('shop', { total: 11 }, { Resources: ['r'] });
  await put('shop', { total: 9 });
  expect(FailedEntryCount).toBe(0);
  expect(await inbox()).toEqual([
    {
      version: '0',
      id: Entries[0].EventId,
      'detail-type': 'Order',
      source: 'shop',
      account: '000000000000',
      time: '2026-11-23T12:00:00Z',
      region: 'us-east-1',
      resources: ['r'],
      detail: { total: 11 },
    },
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
test('a function that is a target is invoked with the event', async () => {
  const { Entries } = await put('shop', { total: 77 });
  await until(() => (log('Echo.log').includes(Entries[0].EventId) ? true : undefined));
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
test('a target gets a template, a part, or a constant instead of the event', async () => {
  await put('shaped', { who: 'you', list: [{ a: 1 }] });
  const bodies = await inbox();
  expect(bodies).toHaveLength(3);
  expect(bodies).toEqual(
    expect.arrayContaining([
      { rule: expect.stringContaining('Shaped'), text: 'hello you', first: { a: 1 }, gone: '' },
      { who: 'you', list: [{ a: 1 }] },
      { constant: true },
    ]),
  );
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
test('a log group that is a target gets a line', async () => {
  await put('shaped', { who: 'the log' });
  await inbox();
  expect(log('app-events.log')).toContain('"who":"the log"');
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
test('another bus gets the event as it was, under the role of the target', async () => {
  await put('relayed', { a: 1 });
  const [event] = await inbox();
  expect(event).toMatchObject({ source: 'relayed', 'detail-type': 'Order', detail: { a: 1 } });
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
test('an event for a bus is not seen by the rules of another', async () => {
  await put('direct', {}, { EventBusName: 'app' });
  await put('direct', {});
  expect(await inbox()).toHaveLength(1);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
test('an event that may not or cannot be delivered is a dead letter that says why', async () => {
  await put('refused', { x: 1 });
  const letters = await drain(stack.run, 'Dead');
  expect(letters.map(({ attributes }) => attributes['ERROR_CODE']).sort()).toEqual([
    'NO_PERMISSIONS',
    'NO_RESOURCE',
  ]);
  const [{ attributes, body } = { attributes: {}, body: '{}' }] = letters;
  expect(attributes['RULE_ARN']).toContain(':rule/');
  expect(attributes['TARGET_ARN']).toMatch(/^arn:aws:/);
  expect(attributes['ERROR_MESSAGE']).toBeDefined();
  expect(JSON.parse(body).detail).toEqual({ x: 1 });
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
test('an entry that is refused is counted, named, and keeps nobody back', async () => {
  const good = { Source: 'shop', DetailType: 'Order', Detail: '{"total":99}' };
  const { json } = await call('PutEvents', {
    Entries: [
      { ...good, Source: undefined },
      { ...good, Detail: '[1' },
      { ...good, Source: 'aws.s3' },
      { ...good, EventBusName: 'none' },
      good,
    ],
  });
  expect(json.FailedEntryCount).toBe(4);
  expect(json.Entries.map((entry: { ErrorCode?: string }) => entry.ErrorCode)).toEqual([
    'InvalidArgument',
    'MalformedDetail',
    'NotAuthorizedForSourceException',
    'InvalidArgument',
    undefined,
  ]);
  expect(await inbox()).toHaveLength(1);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
test('more than 10 entries, or more than 256 KB, are refused together', async () => {
  const entry = { Source: 'shop', DetailType: 'Order', Detail: '{}' };
  const many = await call('PutEvents', { Entries: Array.from({ length: 11 }, () => entry) });
  const large = await call('PutEvents', {
    Entries: [{ ...entry, Detail: JSON.stringify({ x: 'x'.repeat(262_144) }) }],
  });
  for (const refused of [many, large])
    expect([refused.status, refused.json.__type]).toEqual([400, 'ValidationException']);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
test('a scheduled rule tells its targets at each of its times, and a cron schedule at its own', async () => {
  await stack.clock.advance(2 * 3_600_000);
  const bodies = await inbox();
  expect(bodies.map(({ time, 'detail-type': type }) => [time, type])).toEqual([
    ['2026-11-23T13:00:00Z', 'Scheduled Event'],
    ['2026-11-23T14:00:00Z', 'Scheduled Event'],
  ]);
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
test('a schedule of EventBridge Scheduler sends its input with its context filled in, under its role', async () => {
  await stack.clock.advance(14 * 3_600_000);
  expect(await inbox()).toContainEqual({ at: '2026-11-24T03:00:00Z' });
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
test('a disabled rule sees nothing until it is enabled again, and after a restart it is still disabled', async () => {
  const Name = stack.run.outputs['OnOrder'];
  await call('DisableRule', { Name });
  await put('shop', { total: 20 });
  expect(await inbox()).toEqual([]);
  await stack.restart();
  expect((await call('DescribeRule', { Name })).json.State).toBe('DISABLED');
  await call('EnableRule', { Name });
  await put('shop', { total: 21 });
  expect(await inbox()).toHaveLength(1);
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
test('a rule is made, told, given targets and deleted; with targets it is not', async () => {
  const EventPattern = '{"source":["made"]}';
  const made = await call('PutRule', { Name: 'made', EventPattern });
  expect(made.json.RuleArn).toBe('arn:aws:events:us-east-1:000000000000:rule/made');
  const queueArn = `arn:aws:sqs:us-east-1:000000000000:${stack.run.outputs['Inbox']?.split('/').at(-1)}`;
  await call('PutTargets', { Rule: 'made', Targets: [{ Id: 'q', Arn: queueArn, InputPath: '$.source' }] });
  await put('made', {});
  expect(await inbox()).toEqual(['made']);
  expect((await call('ListTargetsByRule', { Rule: 'made' })).json.Targets[0]).toMatchObject({ Id: 'q' });
  expect((await call('ListRules', { NamePrefix: 'made' })).json.Rules).toHaveLength(1);
  expect((await call('DeleteRule', { Name: 'made' })).json.__type).toBe('ValidationException');
  await call('RemoveTargets', { Rule: 'made', Ids: ['q'] });
  await call('DeleteRule', { Name: 'made' });
  expect((await call('DescribeRule', { Name: 'made' })).json.__type).toBe('ResourceNotFoundException');
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
test('a pattern or schedule that AWS does not know is refused', async () => {
  const pattern = await call('PutRule', { Name: 'x', EventPattern: '{"source":[{"contains":"x"}]}' });
  expect(pattern.json.__type).toBe('InvalidEventPatternException');
  const schedule = await call('PutRule', { Name: 'x', ScheduleExpression: 'rate(1 hours)' });
  expect(schedule.json.__type).toBe('ValidationException');
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
test('a pattern can be tried on an event', async () => {
  const Event = JSON.stringify({
    ...{ id: '1', account: '1', source: 'a', time: 't', region: 'r', resources: [] },
    ...{ 'detail-type': 'd', detail: {} },
  });
  const tried = (EventPattern: string) => call('TestEventPattern', { Event, EventPattern });
  expect((await tried('{"source":["a"]}')).json).toEqual({ Result: true });
  expect((await tried('{"source":["b"]}')).json).toEqual({ Result: false });
});
