import { noResource } from '../../delivery/delivery-fault.ts';
import type { Sink } from '../../delivery/destinations.ts';
import type { DemandPermission } from '../../delivery/sender-permits.ts';
import type { EventQueue } from './event-queue.ts';

/** Functions as targets of other services: asynchronously, if the function's policy or the sender's role lets them. */
export const functionSink =
  (queue: EventQueue, demand: DemandPermission): Sink =>
  async (targetArn, { body }, sender) => {
    if (!queue.knows(targetArn)) throw noResource(targetArn);
    demand(sender, 'lambda:InvokeFunction', targetArn);
    await queue.accept(targetArn, body);
  };
