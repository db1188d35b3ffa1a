import type { QueryService } from '../operation.ts';
import { getTopicAttributes } from './get-topic-attributes.ts';
import { listSubscriptions, listSubscriptionsByTopic } from './list-subscriptions.ts';
import { listTopics } from './list-topics.ts';
import type { Notification } from './notification.ts';
import { publish } from './publish.ts';
import { publishBatch } from './publish-batch.ts';
import { subscribe } from './subscribe.ts';
import type { Topics } from './topics.ts';
import { unsubscribe } from './unsubscribe.ts';

export const sns = (
  topics: Topics,
  send: (notification: Notification) => Promise<void>,
  accountId: string,
  now: () => number,
): QueryService => ({
  protocol: 'query',
  namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  operations: {
    GetTopicAttributes: getTopicAttributes(topics, accountId),
    ListSubscriptions: listSubscriptions(topics, accountId),
    ListSubscriptionsByTopic: listSubscriptionsByTopic(topics, accountId),
    ListTopics: listTopics(topics),
    Publish: publish(topics, send, now),
    PublishBatch: publishBatch(topics, send, now),
    Subscribe: subscribe(topics),
    Unsubscribe: unsubscribe(topics),
  },
});
