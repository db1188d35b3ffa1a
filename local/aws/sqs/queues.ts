import { randomUUID } from 'node:crypto';
import type { MessageAttributes } from '../../delivery/parcel.ts';
import type { QueuePlan } from '../../plan/plan-queues.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { QueueContents, QueuedMessage } from './queue-record.ts';

export interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  /** @default the queue's */
  readonly delayMs?: number;
}

/** The standard queues of the stack. What was accepted is on disk; each change writes the whole file, so this is for few messages. */
export class Queues {
  readonly plans: readonly QueuePlan[];
  readonly now: () => number;
  readonly #store: JsonStore<QueueContents>;

  constructor(file: string, plans: readonly QueuePlan[], now: () => number) {
    this.plans = plans;
    this.now = now;
    this.#store = new JsonStore<QueueContents>(file, {});
  }

  byArn(arn: string): QueuePlan | undefined {
    return this.plans.find((plan) => plan.arn === arn);
  }

  /** The queue that `QueueUrl` names: only the path counts, since the host differs between template and run. */
  find(input: Input): QueuePlan {
    const name = optionalString(input, 'QueueUrl')?.split('/').at(-1);
    const found = this.plans.find((plan) => plan.name === name);
    if (found === undefined)
      throw new AwsError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
    return found;
  }

  /** ARN for a policy check. */
  arnOf(input: Input): string {
    const name = (optionalString(input, 'QueueUrl') ?? optionalString(input, 'QueueName'))?.split('/').at(-1);
    return this.plans.find((plan) => plan.name === name)?.arn ?? '*';
  }

  async send(queue: QueuePlan, message: NewMessage): Promise<QueuedMessage> {
    const now = this.now();
    const { delayMs = queue.delayMs, ...rest } = message;
    const queued = { ...rest, id: randomUUID(), sentAt: now, visibleAt: now + delayMs, receives: 0 };
    await this.change(queue, (messages) => {
      messages.push(queued);
    });
    return queued;
  }

  messages(queue: QueuePlan): readonly QueuedMessage[] {
    return (this.#store.value[queue.arn] ?? []).filter((m) => this.#kept(queue, m));
  }

  /** Edits a queue's messages, those of its dead-letter queue at hand. What is older than the retention is gone. */
  change<R>(
    queue: QueuePlan,
    edit: (messages: QueuedMessage[], other: (arn: string) => QueuedMessage[]) => R,
  ): Promise<R> {
    return this.#store.change((all) => {
      const messages = (all[queue.arn] ?? []).filter((m) => this.#kept(queue, m));
      all[queue.arn] = messages;
      return edit(messages, (arn) => {
        all[arn] ??= [];
        return all[arn];
      });
    });
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  #kept(queue: QueuePlan, { sentAt }: QueuedMessage): boolean {
    return this.now() - sentAt < queue.retentionMs;
  }
}
