import type { Dispatch, RetryPolicy } from '../../delivery/dispatch.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import type { SubscriptionPlan } from '../../plan/plan-topics.ts';
import { accepts } from './accepts.ts';
import { envelope, lambdaEvent, type Notification } from './notification.ts';
import type { Topics } from './topics.ts';

/** Is shown every delivery, and a message that nobody gets. */
export type ShowNotification = (
  notification: Notification,
  subscription: SubscriptionPlan | undefined,
) => void;

/** To targets that AWS manages, https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html. */
const RETRY: RetryPolicy = { attemptsMax: 100_015, ageMaxMs: 23 * 86_400_000 };

/**
 * Hands a message to every subscription that accepts it. Functions and queues get it; mail, HTTP and the rest are only shown:
 * nothing leaves this machine.
 */
export function publisher(
  topics: Topics,
  outbox: Outbox,
  show: ShowNotification,
): (notification: Notification) => Promise<void> {
  return async (notification) => {
    const subscriptions = topics
      .subscriptions()
      .filter((s) => s.topicArn === notification.topicArn && accepts(s, notification));
    for (const subscription of subscriptions) show(notification, subscription);
    if (subscriptions.length === 0) show(notification, undefined);
    await outbox.post(subscriptions.flatMap((subscription) => dispatch(notification, subscription)));
  };
}

function dispatch(notification: Notification, subscription: SubscriptionPlan): readonly Dispatch[] {
  const { protocol, endpoint, rawMessageDelivery, deadLetterArn } = subscription;
  const { topicArn, attributes } = notification;
  const common = {
    targetArn: endpoint,
    sender: { service: 'sns.amazonaws.com', sourceArn: topicArn },
    retry: { ...RETRY, ...(deadLetterArn === undefined ? {} : { deadLetterArn }) },
    deadLetterBody: envelope(notification, subscription),
  };
  if (protocol === 'lambda')
    return [{ ...common, parcel: { body: lambdaEvent(notification, subscription) } }];
  if (protocol !== 'sqs') return [];
  const parcel = rawMessageDelivery
    ? { body: notification.messageFor('sqs'), attributes }
    : { body: envelope(notification, subscription) };
  return [{ ...common, parcel }];
}
