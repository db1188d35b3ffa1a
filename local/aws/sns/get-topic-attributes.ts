import type { Operation } from '../operation.ts';
import type { Topics } from './topics.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes = (topics: Topics, accountId: string): Operation => ({
  action: 'sns:GetTopicAttributes',
  resources: (input) => [topics.arnOf(input)],
  run: (input) => {
    const { arn, displayName } = topics.find(input);
    const count = topics.subscriptions().filter((s) => s.topicArn === arn).length;
    return {
      Attributes: new Map([
        ['TopicArn', arn],
        ['Owner', accountId],
        ['DisplayName', displayName],
        ['SubscriptionsConfirmed', String(count)],
        ['SubscriptionsPending', '0'],
        ['SubscriptionsDeleted', '0'],
      ]),
    };
  },
});
