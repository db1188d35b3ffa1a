import { noResource } from '../../delivery/delivery-fault.ts';
import type { Sink } from '../../delivery/destinations.ts';
import type { DemandPermission } from '../../delivery/sender-permits.ts';
import type { Queues } from './queues.ts';

/** Lets other services send to a queue that lets them. */
export const queueSink =
  (queues: Queues, demand: DemandPermission): Sink =>
  async (targetArn, { body, attributes = {} }, sender) => {
    const queue = queues.byArn(targetArn);
    if (queue === undefined) throw noResource(targetArn);
    demand(sender, 'sqs:SendMessage', targetArn);
    await queues.send(queue, { body, attributes, senderId: sender.service });
  };
