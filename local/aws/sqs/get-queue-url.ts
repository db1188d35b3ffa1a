import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = (queues: Queues, localUrl: (url: string) => string): Operation => ({
  action: 'sqs:GetQueueUrl',
  resources: (input) => [queues.arnOf(input)],
  run: (input) => {
    const found = queues.plans.find((plan) => plan.name === optionalString(input, 'QueueName'));
    if (found === undefined)
      throw new AwsError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
    return { QueueUrl: localUrl(found.url) };
  },
});
