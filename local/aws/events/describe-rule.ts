import type { Operation } from '../operation.ts';
import type { RuleBook } from './rule-book.ts';
import { ruleArnOf, ruleOf, describeRule as tell } from './rule-input.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule = (rules: RuleBook): Operation => ({
  action: 'events:DescribeRule',
  resources: (input) => [ruleArnOf(input, rules)],
  run: (input) => tell(ruleOf(input, rules)),
});
