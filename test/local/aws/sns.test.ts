import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { queryCall } from '../support/aws-wire.ts';
import { drain } from '../support/drain.ts';
import { startMessagingStack } from '../support/messaging-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { until } from '../support/until.ts';

let stack: Stack;
let TopicArn: string;
beforeAll(async () => {
  stack = await startMessagingStack();
  TopicArn = stack.run.outputs['Topic'] ?? '';
});
afterAll(() => stack.close());
beforeEach(async () => {
  await drain(stack.run, 'TopicInbox');
});

type Parameters = Readonly<Record<string, string>>;
const call = (action: string, parameters: Parameters = {}) => queryCall(stack.run, 'sns', action, parameters);
const publish = (parameters: Parameters) => call('Publish', { TopicArn, ...parameters });
const attribute = (i: number, name: string, type: string, value: string): Parameters => ({
  [`MessageAttributes.entry.${i}.Name`]: name,
  [`MessageAttributes.entry.${i}.Value.DataType`]: type,
  [`MessageAttributes.entry.${i}.Value.StringValue`]: value,
});
const log = (file: string): readonly string[] =>
  readFileSync(join(stack.stateDir, 'logs', file), 'utf8')
    .trim()
    .split('\n');
const shown = () => log('notifications.log').map((line) => JSON.parse(line));
const code = (text: string): string | undefined => /<Code>(.*?)<\/Code>/.exec(text)?.[1];
const idOf = (text: string): string => /<MessageId>(.*?)<\/MessageId>/.exec(text)?.[1] ?? '';

// https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
test('a subscribed function is invoked with the notification', async () => {
  const { status, text } = await publish({ Message: 'hello', Subject: 'A subject' });
  expect(status).toBe(200);
  const line = await until(() => log('Echo.log').find((each) => each.includes(idOf(text))));
  const [{ EventSource, Sns }] = JSON.parse(line.slice(line.indexOf('{'))).Records;
  expect(EventSource).toBe('aws:sns');
  expect(Sns).toMatchObject({ Type: 'Notification', TopicArn, Message: 'hello', Subject: 'A subject' });
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
test('a subscription gets what its filter on attributes lets through, in an envelope', async () => {
  const price = (value: string) => ({
    ...attribute(1, 'store', 'String', 'example_corp'),
    ...attribute(2, 'price_usd', 'Number', value),
  });
  await publish({ Message: 'dear', ...price('210.75') });
  await publish({ Message: 'cheap', ...price('99') });
  await publish({ Message: 'plain' });
  const bodies = (await drain(stack.run, 'TopicInbox')).map(({ body }) => JSON.parse(body));
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toMatchObject({
    Type: 'Notification',
    TopicArn,
    Message: 'dear',
    MessageAttributes: { price_usd: { Type: 'Number', Value: '210.75' } },
  });
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
test('a filter may look into the body, and a raw subscription gets the message as it is', async () => {
  await publish({ Message: '{"event":{"kind":"order_placed"}}', ...attribute(1, 'a', 'String', 'b') });
  await publish({ Message: '{"event":{"kind":"refund"}}' });
  await publish({ Message: 'no JSON' });
  expect(await drain(stack.run, 'TopicInbox')).toEqual([
    { body: '{"event":{"kind":"order_placed"}}', attributes: { a: 'b' } },
  ]);
});

// https://docs.aws.amazon.com/sns/latest/dg/welcome.html
test('every delivery is kept in a file of its own, which only its owner can read', async () => {
  const { text } = await publish({ Message: 'for the file', Subject: 'Kept' });
  const own = shown().filter(({ messageId }) => messageId === idOf(text));
  expect(own.map(({ protocol }) => protocol).sort()).toEqual(['email', 'lambda']);
  expect(own.find(({ protocol }) => protocol === 'email')).toMatchObject({
    ...{ at: '2026-11-23T12:00:00.000Z', topicArn: TopicArn, endpoint: 'someone@example.com' },
    ...{ subject: 'Kept', message: 'for the file' },
  });
  expect(statSync(join(stack.stateDir, 'logs', 'notifications.log')).mode & 0o777).toBe(0o600);
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
test('what a subscribed queue may not take goes to the dead-letter queue of the subscription', async () => {
  await publish({ Message: 'lost', ...attribute(1, 'fate', 'String', 'doomed') });
  const [letter] = await drain(stack.run, 'TopicDead');
  expect(JSON.parse(letter?.body ?? '{}')).toMatchObject({ TopicArn, Message: 'lost' });
});

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
test('what nobody is subscribed to is shown, too', async () => {
  const { text } = await publish({ TopicArn: stack.run.outputs['Lonely'] ?? '', Message: 'unheard' });
  expect(shown().find(({ messageId }) => messageId === idOf(text))).toMatchObject({ protocol: null });
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
test('with the structure json each protocol gets its own text, or the default one', async () => {
  const Message = JSON.stringify({ default: 'for all', email: 'for mail' });
  const { text } = await publish({ Message, MessageStructure: 'json' });
  const own = shown().filter(({ messageId }) => messageId === idOf(text));
  expect(Object.fromEntries(own.map(({ protocol, message }) => [protocol, message]))).toEqual({
    email: 'for mail',
    lambda: 'for all',
  });
});

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
test.each<[string, Parameters, string]>([
  ['an empty message', { Message: '' }, 'InvalidParameter'],
  ['a subject of two lines', { Message: 'x', Subject: 'a\nb' }, 'InvalidParameter'],
  ['a subject of more than 100 characters', { Message: 'x', Subject: 'x'.repeat(101) }, 'InvalidParameter'],
  ['more than 256 KB', { Message: 'x'.repeat(262_145) }, 'InvalidParameter'],
  ['a structure without a default', { Message: '{}', MessageStructure: 'json' }, 'InvalidParameter'],
  ['an attribute of no type', { Message: 'x', ...attribute(1, 'a', 'Text', 'b') }, 'InvalidParameterValue'],
  ['an unknown topic', { Message: 'x', TopicArn: 'arn:aws:sns:us-east-1:0:none' }, 'NotFound'],
])('%s is refused', async (_, parameters, expected) => {
  expect(code((await publish(parameters)).text)).toBe(expected);
});

// https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
test('a batch answers for each entry, and a malformed batch is refused as a whole', async () => {
  const entry = (i: number, id: string, message: string): Parameters => ({
    [`PublishBatchRequestEntries.member.${i}.Id`]: id,
    [`PublishBatchRequestEntries.member.${i}.Message`]: message,
  });
  const batch = (entries: Parameters) => call('PublishBatch', { TopicArn, ...entries });
  const { text } = await batch({ ...entry(1, 'a', 'one'), ...entry(2, 'b', '') });
  expect(text).toMatch(/<Successful><member><Id>a<\/Id><MessageId>/);
  expect(text).toMatch(/<Failed><member><Id>b<\/Id><Code>InvalidParameter<\/Code>/);
  expect(code((await batch({})).text)).toBe('EmptyBatchRequest');
  const twice = await batch({ ...entry(1, 'a', 'one'), ...entry(2, 'a', 'two') });
  expect(code(twice.text)).toBe('BatchEntryIdsNotDistinct');
  const many = Array.from({ length: 11 }, (__, i) => entry(i + 1, String(i), 'x'));
  expect(code((await batch(Object.assign({}, ...many))).text)).toBe('TooManyEntriesInBatchRequest');
});

// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
test('a subscription is made once, listed, kept over a restart, and ended', async () => {
  const mine = { TopicArn, Protocol: 'https', Endpoint: 'https://example.com/hook' };
  const first = (await call('Subscribe', mine)).text;
  const arn = /<SubscriptionArn>(.*?)<\/SubscriptionArn>/.exec(first)?.[1] ?? '';
  expect((await call('Subscribe', mine)).text).toContain(arn);
  await stack.restart();
  expect((await call('ListSubscriptionsByTopic', { TopicArn })).text).toContain(arn);
  await call('Unsubscribe', { SubscriptionArn: arn });
  expect((await call('ListSubscriptions')).text).not.toContain(arn);
});

// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
test('a filter policy that is none is refused', async () => {
  const { text } = await call('Subscribe', {
    ...{ TopicArn, Protocol: 'https', Endpoint: 'https://example.com/other' },
    'Attributes.entry.1.key': 'FilterPolicy',
    'Attributes.entry.1.value': '{"a":[{"contains":"x"}]}',
  });
  expect(code(text)).toBe('InvalidParameter');
});

// https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
test('topics are listed and told', async () => {
  expect((await call('ListTopics')).text).toContain(`<member><TopicArn>${TopicArn}</TopicArn></member>`);
  const { text } = await call('GetTopicAttributes', { TopicArn });
  expect(text).toContain('<entry><key>SubscriptionsConfirmed</key><value>5</value></entry>');
});
