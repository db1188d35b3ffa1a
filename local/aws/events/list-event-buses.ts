import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { RuleBook } from './rule-book.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
export const listEventBuses = (rules: RuleBook): Operation => ({
  action: 'events:ListEventBuses',
  resources: () => ['*'],
  run: (input) => {
    const prefix = optionalString(input, 'NamePrefix') ?? '';
    const found = rules.buses.filter(({ name }) => name.startsWith(prefix));
    return { EventBuses: found.map(({ name, arn }) => ({ Name: name, Arn: arn })) };
  },
});
