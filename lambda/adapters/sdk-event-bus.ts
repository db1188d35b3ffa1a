import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventDetail, EventType } from '../../contract/events.ts';
import { eventEntry } from '../domain/event-entry.ts';
import type { EventBus } from '../flows/ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Puts an operator's events on the bus through the SDK. */
export class SdkEventBus implements EventBus {
  readonly #client: EventBridgeClient;
  readonly #bus: string;

  constructor(connection: OperatorConnection, bus: string) {
    this.#client = new EventBridgeClient(clientSettings(connection));
    this.#bus = bus;
  }

  async publish<T extends EventType>(type: T, detail: EventDetail<T>): Promise<void> {
    const put = new PutEventsCommand({ Entries: [eventEntry(this.#bus, type, detail)] });
    const answer = await this.#client.send(put).catch((error) => {
      throw awsRefusal('publishing the event', error);
    });
    if (answer.FailedEntryCount !== 0)
      throw awsRefusal('publishing the event', { name: answer.Entries?.[0]?.ErrorCode });
  }
}
