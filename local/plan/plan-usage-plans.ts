import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { object, objects, optionalNumber, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';
import type { UsagePlanPlan } from './rest-api-plan.ts';

const PERIODS = ['DAY', 'WEEK', 'MONTH'] as const;

export function planUsagePlans(
  resolver: Resolver,
  note: (sentence: string) => void,
): readonly UsagePlanPlan[] {
  return resourcesOf(resolver, 'AWS::ApiGateway::UsagePlan').map(({ logicalId, properties }) => {
    const description = optionalText(properties, 'Description');
    const stages = objects(properties, 'ApiStages');
    if (stages.some((stage) => Object.keys(object(stage, 'Throttle')).length > 0))
      note(`AWS::ApiGateway::UsagePlan throttles of single methods are not honoured here (${logicalId})`);
    return {
      id: resolver.identity(logicalId).ref,
      name: optionalText(properties, 'UsagePlanName') ?? logicalId,
      ...(description === undefined ? {} : { description }),
      stages: stages.map((stage) => ({
        apiId: optionalText(stage, 'ApiId') ?? '',
        stage: optionalText(stage, 'Stage') ?? '',
      })),
      ...throttle(object(properties, 'Throttle')),
      ...quota(object(properties, 'Quota')),
    };
  });
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
