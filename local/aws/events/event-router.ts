import { randomUUID } from 'node:crypto';
import type { Place } from '../../assembly/place.ts';
import type { Dispatch } from '../../delivery/dispatch.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import type { RulePlan } from '../../plan/plan-events.ts';
import type { TargetPlan } from '../../plan/plan-target.ts';
import type { BusEvent } from './bus-event.ts';
import type { RuleBook } from './rule-book.ts';
import { inputOf } from './transform-input.ts';

export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  /** Unix milliseconds. @default now */
  readonly at?: number;
}

export interface EventRouterSettings {
  readonly rules: RuleBook;
  readonly outbox: Outbox;
  readonly place: Place;
  readonly now: () => number;
  /** Hears why a target of a rule was not given an event. */
  readonly onUndelivered: (line: string) => void;
}

/** Gives every event to the targets of the rules it meets. */
export class EventRouter {
  readonly #settings: EventRouterSettings;

  constructor(settings: EventRouterSettings) {
    this.#settings = settings;
  }

  /** Resolves with the event's id once its deliveries cannot be lost. */
  async put(busName: string, given: NewEvent): Promise<string> {
    const event = this.#event(given);
    const rules = this.#settings.rules.matching(busName, event);
    await this.#settings.outbox.post(rules.flatMap((rule) => this.#dispatches(rule, event)));
    return event.id;
  }

  /** Gives a scheduled rule's own event to its targets, and to nobody else. */
  async fire(rule: RulePlan, at: number): Promise<void> {
    const event = this.#event({
      source: 'aws.events',
      detailType: 'Scheduled Event',
      detail: {},
      resources: [rule.arn],
      at,
    });
    await this.#settings.outbox.post(this.#dispatches(rule, event));
  }

  #event({ source, detailType, detail, resources = [], at }: NewEvent): BusEvent {
    const { place, now } = this.#settings;
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: place.accountId,
      time: new Date(at ?? now()).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      region: place.region,
      resources,
      detail,
    };
  }

  #dispatches(rule: RulePlan, event: BusEvent): readonly Dispatch[] {
    return rule.targets.flatMap((target) => {
      const body = inputOf(target, event, rule);
      if (body !== undefined) return [dispatch(rule, target, event, body)];
      this.#settings.onUndelivered(`${rule.name} makes no JSON of an event for its target ${target.id}`);
      return [];
    });
  }
}

/** Another bus gets the event as it is, whatever input its target has. */
function dispatch(rule: RulePlan, target: TargetPlan, event: BusEvent, body: string): Dispatch {
  const roleArn = target.roleArn ?? rule.roleArn;
  const service = 'events.amazonaws.com';
  const bus = target.arn.split(':')[2] === 'events';
  return {
    targetArn: target.arn,
    parcel: {
      body,
      event: {
        source: event.source,
        detailType: event['detail-type'],
        resources: event.resources,
        detail: JSON.stringify(event.detail),
      },
    },
    sender: bus && roleArn !== undefined ? { service, roleArn } : { service, sourceArn: rule.arn },
    retry: {
      attemptsMax: target.retriesMax,
      ageMaxMs: target.ageMaxMs,
      ...(target.deadLetterArn === undefined ? {} : { deadLetterArn: target.deadLetterArn }),
    },
    ruleArn: rule.arn,
    deadLetterBody: JSON.stringify(event),
  };
}
