import type { Operation } from '../operation.ts';
import type { Queues } from './queues.ts';

/** At once, where AWS takes up to a minute (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html). */
export const purgeQueue = (queues: Queues): Operation => ({
  action: 'sqs:PurgeQueue',
  resources: (input) => [queues.arnOf(input)],
  run: async (input) => {
    await queues.change(queues.find(input), (messages) => {
      messages.length = 0;
    });
    return {};
  },
});
