import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withLocalQueues } from '../../../local/aws/sqs/local-queue-urls.ts';
import { jsonCall } from '../support/aws-wire.ts';
import { drain } from '../support/drain.ts';
import { startMessagingStack } from '../support/messaging-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
let QueueUrl: string;
beforeAll(async () => {
  stack = await startMessagingStack();
  QueueUrl = stack.run.outputs['Retried'] ?? '';
});
afterAll(() => stack.close());

const call = async (operation: string, input: object = {}) =>
  (await jsonCall(stack.run, 'sqs', operation, { QueueUrl, ...input })).json;
const counts = async () => (await call('GetQueueAttributes', { AttributeNames: ['All'] })).Attributes;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
test('a received message is hidden until its visibility timeout, and gone when it was deleted', async () => {
  const sent = await call('SendMessage', { MessageBody: 'one' });
  expect(sent.MD5OfMessageBody).toBe('f97c5d29941bfb1b2fdab0874906ab82');
  const [first] = (await call('ReceiveMessage')).Messages;
  expect(first).toMatchObject({ MessageId: sent.MessageId, Body: 'one' });
  expect(await call('ReceiveMessage')).toEqual({});
  expect((await counts()).ApproximateNumberOfMessagesNotVisible).toBe('1');
  await stack.clock.advance(10_000);
  const [again] = (await call('ReceiveMessage', { AttributeNames: ['All'] })).Messages;
  expect(again.Attributes.ApproximateReceiveCount).toBe('2');
  await call('DeleteMessage', { ReceiptHandle: first.ReceiptHandle });
  expect((await counts()).ApproximateNumberOfMessagesNotVisible).toBe('1');
  await call('DeleteMessage', { ReceiptHandle: again.ReceiptHandle });
  expect((await counts()).ApproximateNumberOfMessagesNotVisible).toBe('0');
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
test('a message that was received too often goes to the dead-letter queue', async () => {
  await call('SendMessage', { MessageBody: 'poison' });
  for (let i = 0; i < 2; i++) {
    expect((await call('ReceiveMessage')).Messages).toHaveLength(1);
    await stack.clock.advance(10_000);
  }
  expect(await call('ReceiveMessage')).toEqual({});
  expect((await drain(stack.run, 'Dead')).map(({ body }) => body)).toEqual(['poison']);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
test('a delayed message comes later, and none outlives the retention of its queue', async () => {
  await call('SendMessage', { MessageBody: 'late', DelaySeconds: 60 });
  expect(await call('ReceiveMessage')).toEqual({});
  await stack.clock.advance(60_000);
  expect((await call('ReceiveMessage')).Messages).toHaveLength(1);
  await stack.clock.advance(345_600_000);
  expect(await call('ReceiveMessage')).toEqual({});
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
test('message attributes come back when they are asked for, with their digest', async () => {
  const MessageAttributes = { a: { DataType: 'String', StringValue: 'b' } };
  const sent = await call('SendMessage', { MessageBody: 'x', MessageAttributes });
  const [message] = (await call('ReceiveMessage', { MessageAttributeNames: ['All'] })).Messages;
  expect(message.MessageAttributes).toEqual(MessageAttributes);
  expect(message.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
  await call('PurgeQueue');
  expect((await counts()).ApproximateNumberOfMessagesNotVisible).toBe('0');
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
test('a queue is found by name, under an address of this machine', async () => {
  const QueueName = QueueUrl.split('/').at(-1);
  const { QueueUrl: found } = await call('GetQueueUrl', { QueueName });
  expect(found).toBe(`${stack.run.awsEndpoint}/000000000000/${QueueName}`);
  const missing = await call('GetQueueUrl', { QueueName: 'none' });
  expect(missing.__type).toContain('QueueDoesNotExist');
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
test('a queue’s URL in a function’s environment names this machine, and other values stay as they are', () => {
  const given = {
    QUEUE: 'https://sqs.us-east-1.amazonaws.com/0/q',
    OTHER: 'see https://sqs.us-east-1.amazonaws.com/',
  };
  expect(withLocalQueues(given, 'http://127.0.0.1:1')).toEqual({ ...given, QUEUE: 'http://127.0.0.1:1/0/q' });
});

test('what was sent survives a restart', async () => {
  await call('SendMessage', { MessageBody: 'kept' });
  await stack.restart();
  expect((await call('ReceiveMessage')).Messages[0].Body).toBe('kept');
});
