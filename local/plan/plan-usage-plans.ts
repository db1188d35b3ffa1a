import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { object, objects, optionalNumber, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';
import type { PlanStage, UsagePlanPlan } from './rest-api-plan.ts';

const PERIODS = ['DAY', 'WEEK', 'MONTH'] as const;

export function planUsagePlans(resolver: Resolver): readonly UsagePlanPlan[] {
  return resourcesOf(resolver, 'AWS::ApiGateway::UsagePlan').map(({ logicalId, properties }) => {
    const description = optionalText(properties, 'Description');
    return {
      id: resolver.identity(logicalId).ref,
      name: optionalText(properties, 'UsagePlanName') ?? logicalId,
      ...(description === undefined ? {} : { description }),
      stages: objects(properties, 'ApiStages').map(planStage),
      ...throttle(object(properties, 'Throttle')),
      ...quota(object(properties, 'Quota')),
    };
  });
}

function planStage(stage: JsonObject): PlanStage {
  const limits = object(stage, 'Throttle');
  const throttles = Object.keys(limits).flatMap((method) => {
    const { throttle: size } = throttle(object(limits, method));
    return size === undefined ? [] : [[method, size] as const];
  });
  return {
    apiId: optionalText(stage, 'ApiId') ?? '',
    stage: optionalText(stage, 'Stage') ?? '',
    ...(throttles.length === 0 ? {} : { throttle: Object.fromEntries(throttles) }),
  };
}

function throttle(from: JsonObject): Pick<UsagePlanPlan, 'throttle'> {
  const rateLimit = optionalNumber(from, 'RateLimit');
  const burstLimit = optionalNumber(from, 'BurstLimit');
  if (rateLimit === undefined && burstLimit === undefined) return {};
  return { throttle: { rateLimit: rateLimit ?? burstLimit ?? 0, burstLimit: burstLimit ?? rateLimit ?? 0 } };
}

function quota(from: JsonObject): Pick<UsagePlanPlan, 'quota'> {
  const limit = optionalNumber(from, 'Limit');
  const period = PERIODS.find((p) => p === optionalText(from, 'Period'));
  if (limit === undefined || period === undefined) return {};
  return { quota: { limit, period, offset: optionalNumber(from, 'Offset') ?? 0 } };
}
