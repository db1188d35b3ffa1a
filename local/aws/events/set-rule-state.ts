import type { Operation } from '../operation.ts';
import type { RuleBook } from './rule-book.ts';
import { ruleArnOf, ruleOf } from './rule-input.ts';

const setState = (rules: RuleBook, action: string, enabled: boolean): Operation => ({
  action,
  resources: (input) => [ruleArnOf(input, rules)],
  run: async (input) => {
    await rules.put({ ...ruleOf(input, rules), enabled });
    return {};
  },
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const enableRule = (rules: RuleBook): Operation => setState(rules, 'events:EnableRule', true);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
export const disableRule = (rules: RuleBook): Operation => setState(rules, 'events:DisableRule', false);
