import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalCount, optionalString } from '../read-input.ts';
import type { RuleBook } from './rule-book.ts';
import { busOf, describeRule } from './rule-input.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules = (rules: RuleBook): Operation => ({
  action: 'events:ListRules',
  resources: () => ['*'],
  run: (input) => {
    const bus = busOf(input, rules);
    const prefix = optionalString(input, 'NamePrefix') ?? '';
    const found = rules.all().filter((rule) => rule.busName === bus && rule.name.startsWith(prefix));
    const limit = optionalCount(input, 'Limit', 1, 100) ?? 100;
    const page = pageOf(found, limit, optionalString(input, 'NextToken'), 'ValidationException');
    return {
      Rules: page.items.map(describeRule),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
});
