import type { Operation } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = (queues: Queues): Operation => ({
  action: 'sqs:GetQueueAttributes',
  resources: (input) => [queues.arnOf(input)],
  run: (input) => {
    const queue = queues.find(input);
    const now = queues.now();
    const messages = queues.messages(queue);
    const count = (is: (message: (typeof messages)[number]) => boolean): number => messages.filter(is).length;
    const all: Record<string, unknown> = {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: count((m) => m.visibleAt <= now),
      ApproximateNumberOfMessagesNotVisible: count((m) => m.visibleAt > now && m.receives > 0),
      ApproximateNumberOfMessagesDelayed: count((m) => m.visibleAt > now && m.receives === 0),
      VisibilityTimeout: queue.visibilityTimeoutMs / 1000,
      MessageRetentionPeriod: queue.retentionMs / 1000,
      DelaySeconds: queue.delayMs / 1000,
      MaximumMessageSize: queue.messageBytesMax,
      ...(queue.redrive === undefined
        ? {}
        : {
            RedrivePolicy: JSON.stringify({
              deadLetterTargetArn: queue.redrive.deadLetterArn,
              maxReceiveCount: queue.redrive.receivesMax,
            }),
          }),
    };
    const wanted = optionalStrings(input, 'AttributeNames') ?? [];
    const Attributes = Object.entries(all)
      .filter(([name]) => wanted.includes('All') || wanted.includes(name))
      .map(([name, value]) => [name, String(value)]);
    return { Attributes: Object.fromEntries(Attributes) };
  },
});
