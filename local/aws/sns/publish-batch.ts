import { isObject, type JsonObject } from '../../assembly/template.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import type { Notification } from './notification.ts';
import { MESSAGE_BYTES_MAX, readNotification } from './read-notification.ts';
import type { Topics } from './topics.ts';

const ENTRIES_MAX = 10;

/** An entry that is refused does not keep the others back (https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html). */
export const publishBatch = (
  topics: Topics,
  send: (notification: Notification) => Promise<void>,
  now: () => number,
): Operation => ({
  action: 'sns:Publish',
  resources: (input) => [topics.arnOf(input)],
  run: async (input) => {
    const topic = topics.find(input);
    const Successful: object[] = [];
    const Failed: object[] = [];
    for (const entry of readEntries(input['PublishBatchRequestEntries'])) {
      const Id = String(entry['Id'] ?? '');
      try {
        const notification = readNotification(entry, topic.arn, now());
        await send(notification);
        Successful.push({ Id, MessageId: notification.id });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id, Code: error.type, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  },
});

function readEntries(value: unknown): readonly JsonObject[] {
  const entries = Array.isArray(value) ? value.filter(isObject) : [];
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > ENTRIES_MAX)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  if (new Set(entries.map((entry) => entry['Id'])).size < entries.length)
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  const bytes = entries.reduce((sum, entry) => sum + Buffer.byteLength(String(entry['Message'] ?? '')), 0);
  if (bytes > MESSAGE_BYTES_MAX)
    throw new AwsError(
      'BatchRequestTooLong',
      'The length of all the batch messages put together is more than the limit.',
    );
  return entries;
}
