import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { Queues } from './queues.ts';

/** A handle of an earlier receive deletes nothing, and that is no error (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html). */
export const deleteMessage = (queues: Queues): Operation => ({
  action: 'sqs:DeleteMessage',
  resources: (input) => [queues.arnOf(input)],
  run: async (input) => {
    const handle = optionalString(input, 'ReceiptHandle');
    if (handle === undefined)
      throw new AwsError(
        'com.amazonaws.sqs#MissingParameter',
        'The request must contain the parameter ReceiptHandle.',
      );
    await queues.change(queues.find(input), (messages) => {
      const at = messages.findIndex((m) => m.receiptHandle === handle);
      if (at >= 0) messages.splice(at, 1);
    });
    return {};
  },
});
