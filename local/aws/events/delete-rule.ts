import { DEFAULT_BUS } from '../../plan/plan-events.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { RuleBook } from './rule-book.ts';
import { ruleArnOf } from './rule-input.ts';

/** A rule with targets is kept; one that does not exist is no error (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html). */
export const deleteRule = (rules: RuleBook): Operation => ({
  action: 'events:DeleteRule',
  resources: (input) => [ruleArnOf(input, rules)],
  run: async (input) => {
    const bus = optionalString(input, 'EventBusName') ?? DEFAULT_BUS;
    const name = optionalString(input, 'Name');
    const rule = rules.all().find((r) => r.busName === bus && r.name === name);
    if (rule === undefined) return {};
    if (rule.targets.length > 0)
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    await rules.delete(rule);
    return {};
  },
});
