import type { Resolver } from '../assembly/resolver.ts';
import { isObject, type Json, type JsonObject } from '../assembly/template.ts';
import { object, optionalNumber, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One SQS queue; defaults as in https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html. */
export interface QueuePlan {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** As a template's `Ref` tells it; see `local-queue-urls.ts`. */
  readonly url: string;
  readonly visibilityTimeoutMs: number;
  readonly retentionMs: number;
  readonly delayMs: number;
  readonly messageBytesMax: number;
  /** After how many receives a message goes elsewhere. */
  readonly redrive?: { readonly deadLetterArn: string; readonly receivesMax: number };
}

export function planQueues(resolver: Resolver): readonly QueuePlan[] {
  return resourcesOf(resolver, 'AWS::SQS::Queue').map(({ logicalId, properties }) => {
    const { ref: url, attributes } = resolver.identity(logicalId);
    const seconds = (name: string, otherwise: number): number =>
      (optionalNumber(properties, name) ?? otherwise) * 1000;
    return {
      logicalId,
      name: attributes['QueueName'] ?? '',
      arn: attributes['Arn'] ?? '',
      url,
      visibilityTimeoutMs: seconds('VisibilityTimeout', 30),
      retentionMs: seconds('MessageRetentionPeriod', 345_600),
      delayMs: seconds('DelaySeconds', 0),
      messageBytesMax: optionalNumber(properties, 'MaximumMessageSize') ?? 1_048_576,
      ...redrive(jsonObject(properties, 'RedrivePolicy')),
    };
  });
}

function redrive(policy: JsonObject): Pick<QueuePlan, 'redrive'> {
  const deadLetterArn = optionalText(policy, 'deadLetterTargetArn');
  const receivesMax = optionalNumber(policy, 'maxReceiveCount');
  return deadLetterArn === undefined || receivesMax === undefined
    ? {}
    : { redrive: { deadLetterArn, receivesMax } };
}

/** A property that CloudFormation takes as an object or as the text of one. */
export function jsonObject(from: JsonObject, name: string): JsonObject {
  const value = from[name];
  if (typeof value !== 'string') return object(from, name);
  try {
    const parsed = JSON.parse(value) as Json;
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
