import { isObject } from '../../assembly/template.ts';
import { planTarget } from '../../plan/plan-target.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import type { RuleBook } from './rule-book.ts';
import { ruleArnOf, ruleOf } from './rule-input.ts';

const TARGETS_MAX = 5;

/** Adds targets, or replaces those of the same id (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html). */
export const putTargets = (rules: RuleBook): Operation => ({
  action: 'events:PutTargets',
  resources: (input) => [ruleArnOf(input, rules)],
  run: async (input) => {
    const rule = ruleOf(input, rules);
    const given = Array.isArray(input['Targets']) ? input['Targets'].filter(isObject).map(planTarget) : [];
    if (given.length === 0 || given.some(({ id, arn }) => id === '' || arn === ''))
      throw new AwsError('ValidationException', 'Targets must have an Id and an Arn each.');
    const kept = rule.targets.filter(({ id }) => !given.some((target) => target.id === id));
    const targets = [...kept, ...given];
    if (targets.length > TARGETS_MAX)
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
      );
    await rules.put({ ...rule, targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
