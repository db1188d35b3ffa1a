import { randomUUID } from 'node:crypto';
import type { SubscriptionPlan, TopicPlan } from '../../plan/plan-topics.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';

/** The topics of the stack and who is subscribed: by the template, or by `Subscribe` since. */
export class Topics {
  readonly plans: readonly TopicPlan[];
  readonly #own: readonly SubscriptionPlan[];
  readonly #store: JsonStore<Record<string, SubscriptionPlan>>;

  constructor(file: string, plans: readonly TopicPlan[], subscriptions: readonly SubscriptionPlan[]) {
    this.plans = plans;
    this.#own = subscriptions;
    this.#store = new JsonStore<Record<string, SubscriptionPlan>>(file, {});
  }

  /** The topic that `TopicArn`, or `TargetArn`, names. */
  find(input: Input): TopicPlan {
    const arn = this.arnOf(input);
    const found = this.byArn(arn);
    if (found === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return found;
  }

  byArn(arn: string): TopicPlan | undefined {
    return this.plans.find((plan) => plan.arn === arn);
  }

  /** ARN for a policy check. */
  arnOf(input: Input): string {
    return optionalString(input, 'TopicArn') ?? optionalString(input, 'TargetArn') ?? '*';
  }

  subscriptions(): readonly SubscriptionPlan[] {
    return [...this.#own, ...Object.values(this.#store.value)];
  }

  /** The same endpoint is subscribed once: subscribing it again gives back the subscription there is. */
  subscribe(subscription: Omit<SubscriptionPlan, 'arn'>): Promise<SubscriptionPlan> {
    const existing = this.subscriptions().find(
      ({ topicArn, protocol, endpoint }) =>
        topicArn === subscription.topicArn &&
        protocol === subscription.protocol &&
        endpoint === subscription.endpoint,
    );
    if (existing !== undefined) return Promise.resolve(existing);
    const added = { ...subscription, arn: `${subscription.topicArn}:${randomUUID()}` };
    return this.#store.change((all) => {
      all[added.arn] = added;
      return added;
    });
  }

  /** What the template subscribes cannot be ended here: the next start would bring it back. */
  async unsubscribe(arn: string): Promise<void> {
    if (this.#own.some((subscription) => subscription.arn === arn))
      throw new AwsError(
        'InvalidParameter',
        'The local run keeps the subscriptions of the template; remove it there.',
      );
    await this.#store.change((all) => {
      delete all[arn];
    });
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }
}
