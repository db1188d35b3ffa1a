import { randomUUID } from 'node:crypto';
import type { Destinations } from '../../delivery/destinations.ts';
import { LocalRunError } from '../../local-run-error.ts';
import type { FunctionPlan } from '../../plan/plan-functions.ts';
import { readAll } from '../../read-all.ts';
import { JsonStore } from '../../state/json-store.ts';
import type { Clock } from '../../time/clock.ts';
import { FunctionFault } from '../function-fault.ts';
import type { Functions } from '../functions.ts';
import { BUFFERED_BYTES_MAX } from '../invocation.ts';
import type { InvokeExtras } from '../invoke-extras.ts';
import type { Outcome } from './invocation-record.ts';
import { functionHadIt, nextStep } from './next-step.ts';
import type { QueuedEvent } from './queued-event.ts';
import { reportOutcome } from './report-outcome.ts';

/** What the queue needs of the functions. */
export type Invoker = Pick<Functions, 'invoke' | 'note'>;

export interface EventQueueSettings {
  readonly file: string;
  readonly plans: readonly FunctionPlan[];
  readonly functions: Invoker;
  readonly clock: Clock;
  /** Asked at every event. */
  readonly reservedConcurrency: (plan: FunctionPlan) => number | undefined;
  readonly destinations: Pick<Destinations, 'deliver'>;
}

/**
 * Lambda's queue of asynchronous events. What `accept` has resolved is on disk and survives a restart; an event that was under way
 * when the run ended is given to the function again, as AWS may do, too.
 */
export class EventQueue {
  readonly #settings: EventQueueSettings;
  readonly #plans: ReadonlyMap<string, FunctionPlan>;
  readonly #store: JsonStore<Record<string, QueuedEvent>>;
  /** The last fault of each event; forgotten with the process. */
  readonly #faults = new Map<string, FunctionFault>();
  #closed = false;

  constructor(settings: EventQueueSettings) {
    this.#settings = settings;
    this.#plans = new Map(settings.plans.map((plan) => [plan.arn, plan]));
    this.#store = new JsonStore<Record<string, QueuedEvent>>(settings.file, {});
  }

  /** Goes on with what an earlier run has left. */
  resume(): void {
    for (const event of Object.values(this.#store.value)) this.#schedule(event);
  }

  knows(arn: string): boolean {
    return this.#plans.has(arn);
  }

  /** Resolves with the request id once the event cannot be lost any more. */
  async accept(arn: string, event: string, requestId: string = randomUUID()): Promise<string> {
    const plan = this.#plans.get(arn);
    if (plan === undefined) throw new LocalRunError(`No function of this stack has the ARN ${arn}.`);
    const now = this.#settings.clock.now();
    const queued = { id: requestId, arn, event, receivedAt: now, attempts: 0, returns: 0, dueAt: now };
    await this.#store.change((events) => {
      events[requestId] = queued;
    });
    this.#schedule(queued);
    return requestId;
  }

  /** Attempts no more and resolves when nothing is being written. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#store.settled();
  }

  #schedule(event: QueuedEvent): void {
    this.#settings.clock.at(event.dueAt, () => this.#attempt(event.id));
  }

  async #attempt(id: string): Promise<void> {
    const event = this.#store.value[id];
    const plan = this.#plans.get(event?.arn ?? '');
    if (this.#closed || event === undefined) return;
    // The function is no more in the template: nobody is left to have the event.
    if (plan === undefined) return this.#forget(id);
    const { clock, functions } = this.#settings;
    if (clock.now() - event.receivedAt > plan.async.maxAgeMs)
      return this.#finish(plan, event, { condition: 'EventAgeExceeded', fault: this.#faults.get(id) });
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: reserved concurrency 0 gives up at once.
    if (this.#settings.reservedConcurrency(plan) === 0)
      return this.#finish(plan, event, { condition: 'RetriesExhausted', fault: undefined });
    try {
      const payload = await payloadOf(functions, event, { requestId: id });
      await this.#finish(plan, { ...event, attempts: event.attempts + 1 }, { condition: 'Success', payload });
    } catch (error) {
      if (!(error instanceof FunctionFault)) throw error;
      if (!this.#closed) await this.#failed(plan, event, error);
    }
  }

  async #failed(plan: FunctionPlan, event: QueuedEvent, fault: FunctionFault): Promise<void> {
    const had = functionHadIt(fault);
    const tried = {
      ...event,
      attempts: event.attempts + (had ? 1 : 0),
      returns: event.returns + (had ? 0 : 1),
    };
    const step = nextStep(tried, plan.async, fault);
    if (step.kind === 'give-up') return this.#finish(plan, tried, { condition: step.why, fault });
    this.#faults.set(event.id, fault);
    tried.dueAt = this.#settings.clock.now() + step.ms;
    await this.#store.change((events) => {
      events[event.id] = tried;
    });
    this.#schedule(tried);
  }

  /** Told first, forgotten then: a destination may hear of an event twice, but never not at all. */
  async #finish(plan: FunctionPlan, event: QueuedEvent, outcome: Outcome): Promise<void> {
    await reportOutcome(this.#settings, plan, event, outcome);
    await this.#forget(event.id);
  }

  async #forget(id: string): Promise<void> {
    this.#faults.delete(id);
    await this.#store.change((events) => {
      delete events[id];
    });
  }
}

async function payloadOf(functions: Invoker, event: QueuedEvent, extras: InvokeExtras): Promise<string> {
  const answer = await functions.invoke(event.arn, event.event, extras);
  if (answer.kind === 'buffered') return answer.payload.toString('utf8');
  const body = await readAll(answer.body, BUFFERED_BYTES_MAX);
  if (body === undefined || answer.failure() !== undefined)
    throw new FunctionFault('handled', answer.failure() ?? 'Runtime.ExitError', 'The answer broke off');
  return body.toString('utf8');
}
