import { DeliveryFault, noResource } from '../../delivery/delivery-fault.ts';
import type { Sink } from '../../delivery/destinations.ts';
import type { DemandPermission } from '../../delivery/sender-permits.ts';
import { AwsError } from '../aws-error.ts';
import type { Notification } from './notification.ts';
import { readNotification } from './read-notification.ts';
import type { Topics } from './topics.ts';

/** Lets other services publish to a topic that lets them. */
export const topicSink =
  (
    topics: Topics,
    demand: DemandPermission,
    send: (notification: Notification) => Promise<void>,
    now: () => number,
  ): Sink =>
  async (targetArn, { body, subject, attributes }, sender) => {
    const topic = topics.byArn(targetArn);
    if (topic === undefined) throw noResource(targetArn);
    demand(sender, 'sns:Publish', targetArn);
    const input = { Message: body, Subject: subject, MessageAttributes: attributes };
    try {
      await send(readNotification(input, topic.arn, now()));
    } catch (error) {
      if (error instanceof AwsError) throw new DeliveryFault('INVALID_PARAMETER', error.message);
      throw error;
    }
  };
