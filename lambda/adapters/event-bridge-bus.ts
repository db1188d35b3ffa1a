import type { EventDetail, EventType } from '../../contract/events.ts';
import { eventEntry } from '../domain/event-entry.ts';
import type { EventBus } from '../flows/ports.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

/** Puts one event at a time on the bus, by a call signed for the hot path. */
export class EventBridgeBus implements EventBus {
  readonly #call: SignedCall;
  readonly #bus: string;

  constructor(call: SignedCall, bus: string) {
    this.#call = call;
    this.#bus = bus;
  }

  async publish<T extends EventType>(type: T, detail: EventDetail<T>): Promise<void> {
    const answer = (await this.#call('PutEvents', { Entries: [eventEntry(this.#bus, type, detail)] })) as {
      FailedEntryCount?: number;
      Entries?: readonly { readonly ErrorCode?: string }[];
    };
    // PutEvents answers 200 also where it took nothing.
    if (answer.FailedEntryCount !== 0)
      throw new AwsCallError(answer.Entries?.[0]?.ErrorCode ?? 'refused', true);
  }
}
