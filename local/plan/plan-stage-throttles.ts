import type { JsonObject } from '../assembly/template.ts';
import type { BucketSize } from '../usage/token-bucket.ts';
import type { Note } from './finding.ts';
import { flag, objects, optionalNumber, optionalText } from './read-property.ts';
import type { PlannedResource } from './resources-of.ts';
import type { MethodThrottlePlan } from './rest-api-plan.ts';

/** An account's, which a stage that sets one of the two keeps for the other: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html. */
const ACCOUNT: BucketSize = { rateLimit: 10_000, burstLimit: 5_000 };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html */
export function planStageThrottles(stage: PlannedResource, note: Note): readonly MethodThrottlePlan[] {
  return objects(stage.properties, 'MethodSettings').flatMap((setting) => {
    const path = optionalText(setting, 'ResourcePath') ?? '/*';
    const httpMethod = optionalText(setting, 'HttpMethod') ?? '*';
    if (flag(setting, 'CachingEnabled'))
      note(
        `AWS::ApiGateway::Stage caching of ${path} ${httpMethod} is not honoured here (${stage.logicalId})`,
      );
    const size = sizeOf(setting);
    if (size === undefined) return [];
    const resourcePath = path === '/*' ? '*' : path.replace(/^\//, '').replaceAll('~1', '/');
    return [{ resourcePath, httpMethod, size }];
  });
}

function sizeOf(setting: JsonObject): BucketSize | undefined {
  const limit = (name: string): number | undefined => {
    const value = optionalNumber(setting, name);
    return value === undefined || value < 0 ? undefined : value;
  };
  const [rateLimit, burstLimit] = [limit('ThrottlingRateLimit'), limit('ThrottlingBurstLimit')];
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { rateLimit: rateLimit ?? ACCOUNT.rateLimit, burstLimit: burstLimit ?? ACCOUNT.burstLimit };
}
