import type { Resolver } from '../assembly/resolver.ts';
import { isObject, type JsonObject } from '../assembly/template.ts';
import { jsonObject } from './plan-queues.ts';
import { flag, objects, optionalText, requiredText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One SNS topic. */
export interface TopicPlan {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  readonly displayName: string;
}

/** Somebody who is told what is published to a topic. */
export interface SubscriptionPlan {
  readonly arn: string;
  readonly topicArn: string;
  /** `email`, `https`, `sqs`, `lambda`, … */
  readonly protocol: string;
  readonly endpoint: string;
  readonly filterPolicy?: JsonObject;
  readonly filterPolicyScope: 'MessageAttributes' | 'MessageBody';
  readonly rawMessageDelivery: boolean;
  readonly deadLetterArn?: string;
}

export const planTopics = (resolver: Resolver): readonly TopicPlan[] =>
  resourcesOf(resolver, 'AWS::SNS::Topic').map(({ logicalId, properties }) => {
    const arn = resolver.identity(logicalId).ref;
    const displayName = optionalText(properties, 'DisplayName') ?? '';
    return { logicalId, arn, name: arn.split(':').at(-1) ?? '', displayName };
  });

/** Subscriptions stand on their own, or in their topic. */
export function planSubscriptions(resolver: Resolver): readonly SubscriptionPlan[] {
  const own = resourcesOf(resolver, 'AWS::SNS::Subscription').map(({ logicalId, properties }) =>
    subscription(
      resolver.identity(logicalId).ref,
      requiredText(properties, 'TopicArn', logicalId),
      properties,
    ),
  );
  const inline = resourcesOf(resolver, 'AWS::SNS::Topic').flatMap(({ logicalId, properties }) => {
    const topicArn = resolver.identity(logicalId).ref;
    return objects(properties, 'Subscription').map((each, i) =>
      subscription(`${topicArn}:inline-${i}`, topicArn, each),
    );
  });
  return [...own, ...inline];
}

function subscription(arn: string, topicArn: string, properties: JsonObject): SubscriptionPlan {
  const deadLetterArn = optionalText(jsonObject(properties, 'RedrivePolicy'), 'deadLetterTargetArn');
  const filterPolicy = jsonObject(properties, 'FilterPolicy');
  const body = optionalText(properties, 'FilterPolicyScope') === 'MessageBody';
  return {
    arn,
    topicArn,
    protocol: optionalText(properties, 'Protocol') ?? '',
    endpoint: optionalText(properties, 'Endpoint') ?? '',
    ...(isObject(filterPolicy) && Object.keys(filterPolicy).length > 0 ? { filterPolicy } : {}),
    filterPolicyScope: body ? 'MessageBody' : 'MessageAttributes',
    rawMessageDelivery: flag(properties, 'RawMessageDelivery'),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}
