import { DEFAULT_BUS, type RulePlan } from '../../plan/plan-events.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { RuleBook } from './rule-book.ts';

/** The name of the bus that an operation on a rule is about. */
export function busOf(input: Input, rules: RuleBook): string {
  const named = optionalString(input, 'EventBusName') ?? DEFAULT_BUS;
  const bus = rules.bus(named);
  if (bus === undefined)
    throw new AwsError('ResourceNotFoundException', `Event bus ${named} does not exist.`);
  return bus.name;
}

/** The rule that `Name`, or `Rule`, names. */
export const ruleOf = (input: Input, rules: RuleBook): RulePlan =>
  rules.find(busOf(input, rules), optionalString(input, 'Name') ?? optionalString(input, 'Rule') ?? '');

/** ARN for a policy check, also of a rule that does not exist yet. */
export function ruleArnOf(input: Input, rules: RuleBook): string {
  const bus = rules.bus(optionalString(input, 'EventBusName') ?? DEFAULT_BUS);
  if (bus === undefined) return '*';
  const name = optionalString(input, 'Name') ?? optionalString(input, 'Rule') ?? '';
  return ruleArn(bus.arn, name);
}

/** A rule on the default bus does not name it. */
export const ruleArn = (busArn: string, name: string): string =>
  busArn
    .replace(/:event-bus\/default$/, ':rule')
    .replace(':event-bus/', ':rule/')
    .concat(`/${name}`);

/** What is told of a rule. */
export const describeRule = (rule: RulePlan): object => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.busName,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  Description: rule.description,
  RoleArn: rule.roleArn,
  ScheduleExpression: rule.schedule,
  EventPattern: rule.pattern === undefined ? undefined : JSON.stringify(rule.pattern),
});
