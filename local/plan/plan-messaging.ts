import type { Resolver } from '../assembly/resolver.ts';
import type { Note } from './finding.ts';
import { type BusPlan, planBuses, planRules, type RulePlan } from './plan-events.ts';
import { planQueues, type QueuePlan } from './plan-queues.ts';
import { planSchedules, type SchedulePlan } from './plan-schedules.ts';
import { planSubscriptions, planTopics, type SubscriptionPlan, type TopicPlan } from './plan-topics.ts';

/** Everything that sends and is sent to. */
export interface MessagingPlan {
  readonly queues: readonly QueuePlan[];
  readonly topics: readonly TopicPlan[];
  readonly subscriptions: readonly SubscriptionPlan[];
  readonly buses: readonly BusPlan[];
  readonly rules: readonly RulePlan[];
  readonly schedules: readonly SchedulePlan[];
}

export const planMessaging = (resolver: Resolver, note: Note): MessagingPlan => ({
  queues: planQueues(resolver),
  topics: planTopics(resolver),
  subscriptions: planSubscriptions(resolver),
  buses: planBuses(resolver),
  rules: planRules(resolver),
  schedules: planSchedules(resolver, note),
});
