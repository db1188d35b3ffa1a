import { EVENT_SOURCE, type EventDetail, type EventType } from '../../contract/events.ts';

/** One entry of EventBridge's PutEvents (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html). */
export interface EventEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

export const eventEntry = <T extends EventType>(
  bus: string,
  type: T,
  detail: EventDetail<T>,
): EventEntry => ({
  EventBusName: bus,
  Source: EVENT_SOURCE,
  DetailType: type,
  Detail: JSON.stringify(detail),
});
