import type { Resolver } from '../assembly/resolver.ts';
import { object, optionalNumber, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** The rotation of one secret by a function. */
export interface RotationSchedulePlan {
  readonly logicalId: string;
  /** ARN. */
  readonly secretId: string;
  readonly lambdaArn: string;
  readonly rules: {
    readonly AutomaticallyAfterDays?: number;
    readonly ScheduleExpression?: string;
    readonly Duration?: string;
  };
  readonly immediately: boolean;
}

/** A schedule without a function of its own is left out: hosted rotation is not honoured and listed as such. */
export function planRotationSchedules(resolver: Resolver): readonly RotationSchedulePlan[] {
  return resourcesOf(resolver, 'AWS::SecretsManager::RotationSchedule').flatMap(
    ({ logicalId, properties }) => {
      const secretId = optionalText(properties, 'SecretId');
      const lambdaArn = optionalText(properties, 'RotationLambdaARN');
      if (secretId === undefined || lambdaArn === undefined) return [];
      const given = object(properties, 'RotationRules');
      const days = optionalNumber(given, 'AutomaticallyAfterDays');
      const expression = optionalText(given, 'ScheduleExpression');
      const duration = optionalText(given, 'Duration');
      return [
        {
          logicalId,
          secretId,
          lambdaArn,
          rules: {
            ...(days === undefined ? {} : { AutomaticallyAfterDays: days }),
            ...(expression === undefined ? {} : { ScheduleExpression: expression }),
            ...(duration === undefined ? {} : { Duration: duration }),
          },
          immediately: optionalText(properties, 'RotateImmediatelyOnUpdate') !== 'false',
        },
      ];
    },
  );
}
