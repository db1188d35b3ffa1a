import type { JsonObject } from '../assembly/template.ts';
import { object, optionalNumber, optionalText, textMap } from './read-property.ts';

/** Whom a rule tells, and what. Read from a template and from `PutTargets` alike. */
export interface TargetPlan {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  /** JSON that is sent instead of the event. */
  readonly input?: string;
  /** The part of the event that is sent. */
  readonly inputPath?: string;
  readonly transformer?: {
    readonly paths: Readonly<Record<string, string>>;
    readonly template: string;
  };
  readonly retriesMax: number;
  readonly ageMaxMs: number;
  readonly deadLetterArn?: string;
}

/** Defaults as in https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html. */
export function planTarget(properties: JsonObject): TargetPlan {
  const text = (name: string): string | undefined => optionalText(properties, name);
  const retry = object(properties, 'RetryPolicy');
  const transformer = object(properties, 'InputTransformer');
  const template = optionalText(transformer, 'InputTemplate');
  const optional = {
    roleArn: text('RoleArn'),
    input: text('Input'),
    inputPath: text('InputPath'),
    deadLetterArn: optionalText(object(properties, 'DeadLetterConfig'), 'Arn'),
    transformer:
      template === undefined ? undefined : { paths: textMap(transformer, 'InputPathsMap'), template },
  };
  return {
    id: text('Id') ?? '',
    arn: text('Arn') ?? '',
    retriesMax: optionalNumber(retry, 'MaximumRetryAttempts') ?? 185,
    ageMaxMs: (optionalNumber(retry, 'MaximumEventAgeInSeconds') ?? 86_400) * 1000,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
