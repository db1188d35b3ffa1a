import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { Queues } from './queues.ts';

/** All on one page (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html). */
export const listQueues = (queues: Queues, localUrl: (url: string) => string): Operation => ({
  action: 'sqs:ListQueues',
  resources: () => ['*'],
  run: (input) => {
    const prefix = optionalString(input, 'QueueNamePrefix') ?? '';
    const found = queues.plans.filter((plan) => plan.name.startsWith(prefix));
    return found.length === 0 ? {} : { QueueUrls: found.map((plan) => localUrl(plan.url)) };
  },
});
