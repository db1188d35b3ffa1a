import type { JsonService } from '../operation.ts';
import { deleteMessage } from './delete-message.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { listQueues } from './list-queues.ts';
import { purgeQueue } from './purge-queue.ts';
import type { Queues } from './queues.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage } from './send-message.ts';

/** Queues without FIFO, batches and long polling: enough for dead letters and small tests. */
export const sqs = (queues: Queues, localUrl: (url: string) => string): JsonService => ({
  protocol: 'json',
  operations: {
    DeleteMessage: deleteMessage(queues),
    GetQueueAttributes: getQueueAttributes(queues),
    GetQueueUrl: getQueueUrl(queues, localUrl),
    ListQueues: listQueues(queues, localUrl),
    PurgeQueue: purgeQueue(queues),
    ReceiveMessage: receiveMessage(queues),
    SendMessage: sendMessage(queues),
  },
});
