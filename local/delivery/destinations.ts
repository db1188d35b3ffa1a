import { noResource } from './delivery-fault.ts';
import type { Parcel, Sender } from './parcel.ts';

/** Takes a parcel for a resource of one service. Rejects with a `DeliveryFault`. */
export type Sink = (targetArn: string, parcel: Parcel, sender: Sender) => Promise<void>;

/** Everything that can be sent to, by the service in its ARN. Services send to each other, so sinks are added as they are made. */
export class Destinations {
  readonly #sinks = new Map<string, Sink>();

  /** `service` as in an ARN: `lambda`, `sns`, `sqs`, `events`, `logs`. */
  add(service: string, sink: Sink): void {
    this.#sinks.set(service, sink);
  }

  async deliver(targetArn: string, parcel: Parcel, sender: Sender): Promise<void> {
    const sink = this.#sinks.get(targetArn.split(':')[2] ?? '');
    if (sink === undefined) throw noResource(targetArn);
    await sink(targetArn, parcel, sender);
  }
}
