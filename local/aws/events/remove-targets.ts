import type { Operation } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';
import type { RuleBook } from './rule-book.ts';
import { ruleArnOf, ruleOf } from './rule-input.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets = (rules: RuleBook): Operation => ({
  action: 'events:RemoveTargets',
  resources: (input) => [ruleArnOf(input, rules)],
  run: async (input) => {
    const rule = ruleOf(input, rules);
    const ids = optionalStrings(input, 'Ids') ?? [];
    await rules.put({ ...rule, targets: rule.targets.filter(({ id }) => !ids.includes(id)) });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
