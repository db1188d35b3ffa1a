import { randomUUID } from 'node:crypto';
import type { QueuePlan } from '../../plan/plan-queues.ts';
import type { Input, Operation } from '../operation.ts';
import { optionalCount, optionalStrings } from '../read-input.ts';
import { md5, md5OfAttributes } from './digest.ts';
import type { QueuedMessage } from './queue-record.ts';
import type { Queues } from './queues.ts';

/** Answers at once: nobody is kept waiting for `WaitTimeSeconds` (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html). */
export const receiveMessage = (queues: Queues): Operation => ({
  action: 'sqs:ReceiveMessage',
  resources: (input) => [queues.arnOf(input)],
  run: async (input) => {
    const queue = queues.find(input);
    const limit = optionalCount(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
    const timeout = optionalCount(input, 'VisibilityTimeout', 0, 43_200);
    const hiddenMs = timeout === undefined ? queue.visibilityTimeoutMs : timeout * 1000;
    const now = queues.now();
    const received = await queues.change(queue, (messages, other) => {
      redrive(queue, messages, other, now);
      const due = messages.filter((m) => m.visibleAt <= now).slice(0, limit);
      for (const message of due) {
        message.receives += 1;
        message.firstReceivedAt ??= now;
        message.receiptHandle = randomUUID();
        message.visibleAt = now + hiddenMs;
      }
      return structuredClone(due);
    });
    return received.length === 0 ? {} : { Messages: received.map((m) => describe(m, input)) };
  },
});

/** A message that would be received once too often goes to the dead-letter queue instead. */
function redrive(
  { redrive: policy }: QueuePlan,
  messages: QueuedMessage[],
  other: (arn: string) => QueuedMessage[],
  now: number,
): void {
  if (policy === undefined) return;
  const spent = messages.filter((m) => m.visibleAt <= now && m.receives >= policy.receivesMax);
  for (const message of spent) {
    messages.splice(messages.indexOf(message), 1);
    other(policy.deadLetterArn).push({ ...message, receives: 0, visibleAt: now });
  }
}

function describe(message: QueuedMessage, input: Input): object {
  const system = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
  const wanted = [
    ...(optionalStrings(input, 'MessageSystemAttributeNames') ?? []),
    ...(optionalStrings(input, 'AttributeNames') ?? []),
  ];
  const named = optionalStrings(input, 'MessageAttributeNames') ?? [];
  const Attributes = pick(system, (name) => wanted.includes('All') || wanted.includes(name));
  const MessageAttributes = pick(message.attributes, (name) =>
    named.some(
      (n) => n === 'All' || n === '.*' || n === name || (n.endsWith('.*') && name.startsWith(n.slice(0, -2))),
    ),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(Object.keys(Attributes).length === 0 ? {} : { Attributes }),
    ...(Object.keys(MessageAttributes).length === 0
      ? {}
      : { MessageAttributes, MD5OfMessageAttributes: md5OfAttributes(MessageAttributes) }),
  };
}

const pick = <T>(from: Readonly<Record<string, T>>, wanted: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => wanted(name)));
