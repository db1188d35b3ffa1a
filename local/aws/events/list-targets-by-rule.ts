import type { Operation } from '../operation.ts';
import type { RuleBook } from './rule-book.ts';
import { ruleArnOf, ruleOf } from './rule-input.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule = (rules: RuleBook): Operation => ({
  action: 'events:ListTargetsByRule',
  resources: (input) => [ruleArnOf(input, rules)],
  run: (input) => ({
    Targets: ruleOf(input, rules).targets.map((target) => ({
      Id: target.id,
      Arn: target.arn,
      RoleArn: target.roleArn,
      Input: target.input,
      InputPath: target.inputPath,
      InputTransformer:
        target.transformer === undefined
          ? undefined
          : { InputPathsMap: target.transformer.paths, InputTemplate: target.transformer.template },
      RetryPolicy: {
        MaximumRetryAttempts: target.retriesMax,
        MaximumEventAgeInSeconds: target.ageMaxMs / 1000,
      },
      DeadLetterConfig: target.deadLetterArn === undefined ? undefined : { Arn: target.deadLetterArn },
    })),
  }),
});
