import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalString } from '../read-input.ts';
import type { Topics } from './topics.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics = (topics: Topics): Operation => ({
  action: 'sns:ListTopics',
  resources: () => ['*'],
  run: (input) => {
    const page = pageOf(topics.plans, 100, optionalString(input, 'NextToken'), 'InvalidParameter');
    return {
      Topics: page.items.map(({ arn }) => ({ TopicArn: arn })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
});
