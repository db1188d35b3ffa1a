import { randomUUID } from 'node:crypto';
import { JsonStore } from '../state/json-store.ts';
import type { Clock } from '../time/clock.ts';
import { backoffMs } from './backoff-ms.ts';
import { deadLetterAttributes } from './dead-letter-attributes.ts';
import { type DeliveryFault, faultOf } from './delivery-fault.ts';
import type { Destinations } from './destinations.ts';
import type { Dispatch, Pending } from './dispatch.ts';

/** Who has taken too long is told: one line, without what was to be delivered. */
export type OnUndelivered = (line: string) => void;

/** Delivers at once. What is not taken is kept on disk and tried again with growing delays on the clock. */
export class Outbox {
  readonly #store: JsonStore<Record<string, Pending>>;
  readonly #destinations: Destinations;
  readonly #clock: Clock;
  readonly #onUndelivered: OnUndelivered;
  #closed = false;

  constructor(file: string, destinations: Destinations, clock: Clock, onUndelivered: OnUndelivered) {
    this.#store = new JsonStore<Record<string, Pending>>(file, {});
    this.#destinations = destinations;
    this.#clock = clock;
    this.#onUndelivered = onUndelivered;
  }

  /** Goes on with what an earlier run has left. */
  resume(): void {
    for (const pending of Object.values(this.#store.value)) this.#schedule(pending);
  }

  /** Resolves when nothing of it can be lost any more: each parcel was taken, is kept for later, or was given up. */
  async post(dispatches: readonly Dispatch[]): Promise<void> {
    const postedAt = this.#clock.now();
    await Promise.all(
      dispatches.map((dispatch) =>
        this.#deliver({ ...dispatch, id: randomUUID(), postedAt, retries: 0, dueAt: postedAt }),
      ),
    );
  }

  /** Tries nothing more and resolves when nothing is being written. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#store.settled();
  }

  #schedule({ id, dueAt }: Pending): void {
    this.#clock.at(dueAt, () => this.#attempt(id));
  }

  async #attempt(id: string): Promise<void> {
    const pending = this.#store.value[id];
    if (this.#closed || pending === undefined) return;
    await this.#deliver(pending);
  }

  async #deliver(pending: Pending): Promise<void> {
    try {
      await this.#destinations.deliver(pending.targetArn, pending.parcel, pending.sender);
    } catch (error) {
      await this.#failed(pending, faultOf(error));
      return;
    }
    await this.#forget(pending.id);
  }

  async #failed(pending: Pending, fault: DeliveryFault): Promise<void> {
    const { retry, retries, postedAt } = pending;
    const dueAt = this.#clock.now() + backoffMs(retries);
    const spent =
      retries >= retry.attemptsMax
        ? 'MaximumRetryAttempts'
        : dueAt - postedAt > retry.ageMaxMs
          ? 'MaximumEventAgeInSeconds'
          : undefined;
    if (!fault.retriable || spent !== undefined) {
      await this.#giveUp(pending, fault, fault.retriable ? spent : undefined);
      return;
    }
    const next = { ...pending, retries: retries + 1, dueAt };
    await this.#store.change((all) => {
      all[pending.id] = next;
    });
    this.#schedule(next);
  }

  /** The dead letter is written first: it may come twice, but is never lost. */
  async #giveUp(pending: Pending, fault: DeliveryFault, spent: string | undefined): Promise<void> {
    const { deadLetterArn } = pending.retry;
    this.#onUndelivered(`${pending.targetArn} did not take a message (${fault.code}): ${fault.message}`);
    if (deadLetterArn !== undefined) {
      const { body, attributes } = pending.parcel;
      const parcel = {
        body: pending.deadLetterBody ?? body,
        attributes: { ...attributes, ...deadLetterAttributes(pending, fault, spent) },
      };
      await this.#destinations.deliver(deadLetterArn, parcel, pending.sender).catch((error: unknown) => {
        this.#onUndelivered(`${deadLetterArn} did not take a dead letter: ${faultOf(error).message}`);
      });
    }
    await this.#forget(pending.id);
  }

  async #forget(id: string): Promise<void> {
    if (this.#store.value[id] === undefined) return;
    await this.#store.change((all) => {
      delete all[id];
    });
  }
}
