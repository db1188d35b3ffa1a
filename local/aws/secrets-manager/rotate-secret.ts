import { isObject } from '../../assembly/template.ts';
import type { Input, Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { conditionKey } from './condition-key.ts';
import { configureRotation, type RotationParts } from './configure-rotation.ts';
import { requestToken } from './read-value.ts';
import { invalidParameter } from './secret-errors.ts';
import type { RotationRules } from './secret-record.ts';

/** With a function only; AWS's managed rotation is not served (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html). */
export const rotateSecret = (parts: RotationParts): Operation => ({
  action: 'secretsmanager:RotateSecret',
  resources: (input) => [parts.vault.arnOf(input)],
  context: (input) =>
    conditionKey('secretsmanager:rotationlambdaarn', optionalString(input, 'RotationLambdaARN')),
  run: async (input) => {
    const token = requestToken(input);
    const lambdaArn = optionalString(input, 'RotationLambdaARN');
    const rules = rulesOf(input);
    const secret = await configureRotation(parts, {
      secret: input,
      token,
      immediately: input['RotateImmediately'] !== false,
      ...(lambdaArn === undefined ? {} : { lambdaArn }),
      ...(rules === undefined ? {} : { rules }),
    });
    return { ARN: secret.arn, Name: secret.name, VersionId: token };
  },
});

function rulesOf(input: Input): RotationRules | undefined {
  const given = input['RotationRules'] ?? undefined;
  if (given === undefined) return undefined;
  if (!isObject(given)) throw invalidParameter('RotationRules must be a structure.');
  const days = given['AutomaticallyAfterDays'] ?? undefined;
  const expression = optionalString(given, 'ScheduleExpression');
  const duration = optionalString(given, 'Duration');
  return {
    ...(days === undefined ? {} : { AutomaticallyAfterDays: Number(days) }),
    ...(expression === undefined ? {} : { ScheduleExpression: expression }),
    ...(duration === undefined ? {} : { Duration: duration }),
  };
}
