import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { Topics } from './topics.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe = (topics: Topics): Operation => ({
  action: 'sns:Unsubscribe',
  resources: () => ['*'],
  run: async (input) => {
    await topics.unsubscribe(optionalString(input, 'SubscriptionArn') ?? '');
    return {};
  },
});
