import { isObject, type JsonObject } from '../../assembly/template.ts';
import { compilePattern } from '../../pattern/compile-pattern.ts';
import { PatternError } from '../../pattern/pattern-error.ts';
import { DEFAULT_BUS } from '../../plan/plan-events.ts';
import { parseSchedule } from '../../time/schedule-expression.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { RuleBook } from './rule-book.ts';
import { busOf, ruleArnOf } from './rule-input.ts';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** Makes a rule, or replaces all of it but its targets (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html). */
export const putRule = (rules: RuleBook): Operation => ({
  action: 'events:PutRule',
  resources: (input) => [ruleArnOf(input, rules)],
  run: async (input) => {
    const busName = busOf(input, rules);
    const name = optionalString(input, 'Name') ?? '';
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) throw invalid('Name is not valid.');
    const text = optionalString(input, 'EventPattern');
    const schedule = optionalString(input, 'ScheduleExpression');
    if (text === undefined && schedule === undefined)
      throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    if (schedule !== undefined && parseSchedule(schedule) === undefined)
      throw invalid('Parameter ScheduleExpression is not valid.');
    if (schedule !== undefined && busName !== DEFAULT_BUS)
      throw invalid('ScheduleExpression is supported only on the default event bus.');
    const arn = ruleArnOf(input, rules);
    const description = optionalString(input, 'Description');
    const roleArn = optionalString(input, 'RoleArn');
    await rules.put({
      name,
      arn,
      busName,
      ...(description === undefined ? {} : { description }),
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(text === undefined ? {} : { pattern: readPattern(text) }),
      ...(schedule === undefined ? {} : { schedule }),
      enabled: optionalString(input, 'State') !== 'DISABLED',
      targets: rules.all().find((rule) => rule.arn === arn)?.targets ?? [],
    });
    return { RuleArn: arn };
  },
});

/** Refuses with AWS's reason. */
export function readPattern(text: string): JsonObject {
  const refuse = (reason: string): AwsError =>
    new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw refuse('Filter is not valid JSON');
  }
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) throw refuse(error.message);
    throw error;
  }
  return isObject(pattern) ? pattern : {};
}
