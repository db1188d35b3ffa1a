import type { Operation } from '../operation.ts';
import type { Notification } from './notification.ts';
import { readNotification } from './read-notification.ts';
import type { Topics } from './topics.ts';

/** To topics only; there are no phones and platforms here (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
export const publish = (
  topics: Topics,
  send: (notification: Notification) => Promise<void>,
  now: () => number,
): Operation => ({
  action: 'sns:Publish',
  resources: (input) => [topics.arnOf(input)],
  run: async (input) => {
    const notification = readNotification(input, topics.find(input).arn, now());
    await send(notification);
    return { MessageId: notification.id };
  },
});
