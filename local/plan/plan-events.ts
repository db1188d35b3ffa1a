import { arn } from '../assembly/place.ts';
import type { Resolver } from '../assembly/resolver.ts';
import { isObject, type JsonObject } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { parseSchedule } from '../time/schedule-expression.ts';
import { planTarget, type TargetPlan } from './plan-target.ts';
import { objects, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

export interface BusPlan {
  readonly name: string;
  readonly arn: string;
}

/** One EventBridge rule: what it waits for, and whom it tells. */
export interface RulePlan {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly description?: string;
  readonly pattern?: JsonObject;
  readonly schedule?: string;
  readonly enabled: boolean;
  readonly roleArn?: string;
  readonly targets: readonly TargetPlan[];
}

export const DEFAULT_BUS = 'default';

/** The bus that every account has, and those of the template. */
export function planBuses(resolver: Resolver): readonly BusPlan[] {
  const own = resourcesOf(resolver, 'AWS::Events::EventBus').map(({ logicalId }) => {
    const { ref: name, attributes } = resolver.identity(logicalId);
    return { name, arn: attributes['Arn'] ?? '' };
  });
  return [{ name: DEFAULT_BUS, arn: arn(resolver.place, 'events', `event-bus/${DEFAULT_BUS}`) }, ...own];
}

export function planRules(resolver: Resolver): readonly RulePlan[] {
  return resourcesOf(resolver, 'AWS::Events::Rule').map(({ logicalId, properties }) => {
    const { ref, attributes } = resolver.identity(logicalId);
    const bus = optionalText(properties, 'EventBusName') ?? DEFAULT_BUS;
    const description = optionalText(properties, 'Description');
    const roleArn = optionalText(properties, 'RoleArn');
    return {
      name: ref.split('|').at(-1) ?? ref,
      arn: attributes['Arn'] ?? '',
      busName: bus.split('/').at(-1) ?? bus,
      ...(description === undefined ? {} : { description }),
      ...(roleArn === undefined ? {} : { roleArn }),
      ...pattern(properties, logicalId),
      ...schedule(properties, logicalId),
      enabled: optionalText(properties, 'State') !== 'DISABLED',
      targets: objects(properties, 'Targets').map(planTarget),
    };
  });
}

/** What AWS would refuse to deploy is refused here, by name. */
function pattern(properties: JsonObject, logicalId: string): Pick<RulePlan, 'pattern'> {
  const found = properties['EventPattern'];
  if (!isObject(found)) return {};
  try {
    compilePattern(found);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new LocalRunError(`${logicalId}'s event pattern is not valid: ${why}.`, { cause });
  }
  return { pattern: found };
}

function schedule(properties: JsonObject, logicalId: string): Pick<RulePlan, 'schedule'> {
  const found = optionalText(properties, 'ScheduleExpression');
  if (found === undefined) return {};
  if (parseSchedule(found) === undefined)
    throw new LocalRunError(`${logicalId}'s schedule ${found} is no expression that AWS knows.`);
  return { schedule: found };
}
