import type { Resolver } from '../assembly/resolver.ts';
import type { Json } from '../assembly/template.ts';
import { DEFAULT_BUS } from './plan-events.ts';
import { optionalText, texts } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** A policy document, the ARN it is attached to, and the logical id of what attaches it. */
export type AttachedPolicy = readonly [arn: string, document: Json | undefined, logicalId: string];

/** Policies that the template attaches to topics, queues and event buses. */
export function planMessagingPolicies(resolver: Resolver): readonly AttachedPolicy[] {
  const topics = resourcesOf(resolver, 'AWS::SNS::TopicPolicy').flatMap(({ logicalId, properties }) =>
    texts(properties, 'Topics').map((arn): AttachedPolicy => [arn, properties['PolicyDocument'], logicalId]),
  );
  const arns = new Map(
    resourcesOf(resolver, 'AWS::SQS::Queue').map(({ logicalId }) => {
      const { ref, attributes } = resolver.identity(logicalId);
      return [ref, attributes['Arn'] ?? ''];
    }),
  );
  const queues = resourcesOf(resolver, 'AWS::SQS::QueuePolicy').flatMap(({ logicalId, properties }) =>
    texts(properties, 'Queues').map(
      (url): AttachedPolicy => [arns.get(url) ?? url, properties['PolicyDocument'], logicalId],
    ),
  );
  const buses = resourcesOf(resolver, 'AWS::Events::EventBusPolicy').flatMap(
    ({ logicalId, properties }): readonly AttachedPolicy[] => {
      const statement = properties['Statement'];
      const name = optionalText(properties, 'EventBusName') ?? DEFAULT_BUS;
      const { region, accountId } = resolver.place;
      const arn = `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
      return statement === undefined ? [] : [[arn, { Statement: [statement] }, logicalId]];
    },
  );
  return [...topics, ...queues, ...buses];
}
