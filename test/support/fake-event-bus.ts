import type { EventDetail, EventType } from '../../contract/events.ts';
import type { EventBus } from '../../lambda/flows/ports.ts';

/** Keeps what was published; can be told to be down. */
export class FakeEventBus implements EventBus {
  readonly published: { readonly type: EventType; readonly detail: EventDetail<EventType> }[] = [];
  broken = false;

  async publish<T extends EventType>(type: T, detail: EventDetail<T>): Promise<void> {
    if (this.broken) throw new Error('the bus does not answer');
    this.published.push({ type, detail });
  }
}
