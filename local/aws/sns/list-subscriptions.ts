import type { SubscriptionPlan } from '../../plan/plan-topics.ts';
import type { Input, Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalString } from '../read-input.ts';
import type { Topics } from './topics.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const listSubscriptions = (topics: Topics, accountId: string): Operation => ({
  action: 'sns:ListSubscriptions',
  resources: () => ['*'],
  run: (input) => listed(topics.subscriptions(), input, accountId),
});

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic = (topics: Topics, accountId: string): Operation => ({
  action: 'sns:ListSubscriptionsByTopic',
  resources: (input) => [topics.arnOf(input)],
  run: (input) => {
    const { arn } = topics.find(input);
    const own = topics.subscriptions().filter((s) => s.topicArn === arn);
    return listed(own, input, accountId);
  },
});

function listed(all: readonly SubscriptionPlan[], input: Input, accountId: string): object {
  const page = pageOf(all, 100, optionalString(input, 'NextToken'), 'InvalidParameter');
  return {
    Subscriptions: page.items.map(({ arn, topicArn, protocol, endpoint }) => ({
      SubscriptionArn: arn,
      Owner: accountId,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topicArn,
    })),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}
