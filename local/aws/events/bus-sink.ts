import { DeliveryFault, noResource } from '../../delivery/delivery-fault.ts';
import type { Sink } from '../../delivery/destinations.ts';
import type { DemandPermission } from '../../delivery/sender-permits.ts';
import type { EventRouter } from './event-router.ts';
import type { RuleBook } from './rule-book.ts';

/** Lets rules and other services put events on a bus of the stack. */
export const busSink =
  (rules: RuleBook, router: EventRouter, demand: DemandPermission): Sink =>
  async (targetArn, { body, event }, sender) => {
    const bus = rules.bus(targetArn);
    if (bus === undefined) throw noResource(targetArn);
    if (event === undefined)
      throw new DeliveryFault('INVALID_PARAMETER', `${sender.service} sends no events`);
    demand(sender, 'events:PutEvents', targetArn);
    await router.put(bus.name, { ...event, detail: JSON.parse(event.detail ?? body) });
  };
