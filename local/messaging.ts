import type { Place } from './assembly/place.ts';
import { busSink } from './aws/events/bus-sink.ts';
import { EventRouter } from './aws/events/event-router.ts';
import { events } from './aws/events/events.ts';
import { RuleBook } from './aws/events/rule-book.ts';
import { schedulerInput } from './aws/events/scheduler-input.ts';
import type { Service } from './aws/operation.ts';
import { notificationLog } from './aws/sns/notification-log.ts';
import { publisher } from './aws/sns/publisher.ts';
import { sns } from './aws/sns/sns.ts';
import { topicSink } from './aws/sns/topic-sink.ts';
import { Topics } from './aws/sns/topics.ts';
import { localQueueUrl } from './aws/sqs/local-queue-urls.ts';
import { queueSink } from './aws/sqs/queue-sink.ts';
import { Queues } from './aws/sqs/queues.ts';
import { sqs } from './aws/sqs/sqs.ts';
import type { Cleanup } from './cleanup.ts';
import type { Destinations } from './delivery/destinations.ts';
import { Outbox } from './delivery/outbox.ts';
import type { DemandPermission } from './delivery/sender-permits.ts';
import type { MessagingPlan } from './plan/plan-messaging.ts';
import { openAppendLog } from './state/append-log.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { Clock } from './time/clock.ts';
import { type Appointment, Timetable } from './time/timetable.ts';

export interface MessagingSettings {
  readonly plan: MessagingPlan;
  readonly place: Place;
  readonly state: StateFolder;
  readonly clock: Clock;
  readonly cleanup: Cleanup;
  /** Gets the sinks of queues, topics and buses. */
  readonly destinations: Destinations;
  readonly demand: DemandPermission;
  readonly awsEndpoint: () => string;
  readonly onNotice: (line: string) => void;
}

export interface Messaging {
  /** By the service name of the signature's scope. */
  readonly services: Readonly<Record<string, Service>>;
  readonly router: EventRouter;
  /** Goes on with deliveries that an earlier run has left, and begins with schedules. */
  start(): Promise<void>;
}

/** Queues, topics, event buses and schedules, sending to each other. */
export function createMessaging(settings: MessagingSettings): Messaging {
  const { plan, place, state, clock, cleanup, destinations, demand, onNotice } = settings;
  const { now } = clock;
  const queues = new Queues(state.file('queues.json'), plan.queues, now);
  const topics = new Topics(state.file('subscriptions.json'), plan.topics, plan.subscriptions);
  const rules = new RuleBook(state.file('rules.json'), plan.buses, plan.rules);
  const timetable = new Timetable(state.file('schedules.json'), clock);
  const outbox = new Outbox(state.file('outbox.json'), destinations, clock, onNotice);
  const router = new EventRouter({ rules, outbox, place, now, onUndelivered: onNotice });
  const log = openAppendLog(`${state.logs}/notifications.log`);
  const send = publisher(topics, outbox, notificationLog(log, onNotice));
  cleanup.add(() => log.close());
  cleanup.add(() => Promise.all([queues, topics, rules, timetable].map((store) => store.settled())));
  cleanup.add(() => outbox.close());

  destinations.add('sqs', queueSink(queues, demand));
  destinations.add('sns', topicSink(topics, demand, send, now));
  destinations.add('events', busSink(rules, router, demand));
  const localUrl = (url: string): string => localQueueUrl(settings.awsEndpoint())(url);

  const arrange = (): Promise<void> =>
    timetable.set([...ruleAppointments(rules, router), ...scheduleAppointments(plan, outbox, place)]);
  rules.onChange = () => void arrange();
  return {
    services: {
      events: events(rules, router),
      sns: sns(topics, send, place.accountId, now),
      sqs: sqs(queues, localUrl),
    },
    router,
    start: async () => {
      outbox.resume();
      await arrange();
    },
  };
}

const ruleAppointments = (rules: RuleBook, router: EventRouter): readonly Appointment[] =>
  rules.all().flatMap((rule) => {
    const { arn, schedule, enabled } = rule;
    return schedule === undefined || !enabled
      ? []
      : [{ id: arn, expression: schedule, run: (at) => router.fire(rule, at) }];
  });

const scheduleAppointments = (
  { schedules }: MessagingPlan,
  outbox: Outbox,
  place: Place,
): readonly Appointment[] =>
  schedules
    .filter(({ enabled }) => enabled)
    .map((schedule) => ({
      id: schedule.arn,
      expression: schedule.expression,
      ...(schedule.startsAt === undefined ? {} : { startsAt: schedule.startsAt }),
      ...(schedule.endsAt === undefined ? {} : { endsAt: schedule.endsAt }),
      run: async (at) => {
        const { target } = schedule;
        await outbox.post([
          {
            targetArn: target.arn,
            parcel: { body: schedulerInput(schedule, at, place) },
            sender: { service: 'scheduler.amazonaws.com', roleArn: target.roleArn ?? '' },
            retry: {
              attemptsMax: target.retriesMax,
              ageMaxMs: target.ageMaxMs,
              ...(target.deadLetterArn === undefined ? {} : { deadLetterArn: target.deadLetterArn }),
            },
          },
        ]);
      },
    }));
