import type { Resolver } from '../assembly/resolver.ts';
import { LocalRunError } from '../local-run-error.ts';
import { parseSchedule } from '../time/schedule-expression.ts';
import type { Note } from './finding.ts';
import { planTarget, type TargetPlan } from './plan-target.ts';
import { object, optionalText, requiredText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One schedule of EventBridge Scheduler. */
export interface SchedulePlan {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly enabled: boolean;
  /** Unix milliseconds. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  readonly target: TargetPlan;
}

export function planSchedules(resolver: Resolver, note: Note): readonly SchedulePlan[] {
  return resourcesOf(resolver, 'AWS::Scheduler::Schedule').map(({ logicalId, properties }) => {
    const { ref, attributes } = resolver.identity(logicalId);
    const expression = requiredText(properties, 'ScheduleExpression', logicalId);
    if (parseSchedule(expression) === undefined)
      throw new LocalRunError(`${logicalId}'s schedule ${expression} is no expression that AWS knows.`);
    const zone = optionalText(properties, 'ScheduleExpressionTimezone') ?? 'UTC';
    if (!['UTC', 'Etc/UTC'].includes(zone))
      note(`AWS::Scheduler::Schedule ScheduleExpressionTimezone: ${zone} is taken as UTC (${logicalId})`);
    return {
      name: ref,
      arn: attributes['Arn'] ?? '',
      expression,
      enabled: optionalText(properties, 'State') !== 'DISABLED',
      ...moment('startsAt', optionalText(properties, 'StartDate')),
      ...moment('endsAt', optionalText(properties, 'EndDate')),
      target: planTarget(object(properties, 'Target')),
    };
  });
}

const moment = (name: 'startsAt' | 'endsAt', text: string | undefined): Partial<SchedulePlan> =>
  text === undefined || Number.isNaN(Date.parse(text)) ? {} : { [name]: Date.parse(text) };
