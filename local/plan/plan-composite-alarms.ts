import { compileAlarmRule } from '../alarms/alarm-rule.ts';
import type { Resolver } from '../assembly/resolver.ts';
import { LocalRunError } from '../local-run-error.ts';
import type { CompositeAlarmPlan } from './alarm-plan.ts';
import { alarmBase } from './plan-alarms.ts';
import { optionalNumber, optionalText, requiredText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

export function planCompositeAlarms(resolver: Resolver): readonly CompositeAlarmPlan[] {
  return resourcesOf(resolver, 'AWS::CloudWatch::CompositeAlarm').map((resource) => {
    const { logicalId, properties } = resource;
    const rule = requiredText(properties, 'AlarmRule', logicalId);
    if (compileAlarmRule(rule) === undefined)
      throw new LocalRunError(`${logicalId}'s rule is none that CloudWatch knows: ${rule}.`);
    const alarm = optionalText(properties, 'ActionsSuppressor');
    const seconds = (name: string): number => (optionalNumber(properties, name) ?? 0) * 1000;
    return {
      ...alarmBase(resolver, resource),
      rule,
      ...(alarm === undefined
        ? {}
        : {
            suppressor: {
              alarm,
              waitMs: seconds('ActionsSuppressorWaitPeriod'),
              extensionMs: seconds('ActionsSuppressorExtensionPeriod'),
            },
          }),
    };
  });
}
