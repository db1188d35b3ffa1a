import { expect, test } from '@jest/globals';
import { EVENT_VERSION, type EventDetail } from '../../../contract/events.ts';
import { EventBridgeBus } from '../../../lambda/adapters/event-bridge-bus.ts';

const detail: EventDetail<'key.quarantined'> = {
  ...{ version: EVENT_VERSION, stage: 'prod', eventId: 'e1', at: '2026-11-23T17:00:00.000Z' },
  ...{ keyId: 'key_1', client: 'acme', reason: 'beside a decoy', by: 'responder' },
};

test('an event goes to our bus under our source, its detail as JSON', async () => {
  const asked: unknown[] = [];
  const bus = new EventBridgeBus(async (operation, input) => {
    asked.push([operation, input]);
    return { FailedEntryCount: 0, Entries: [{ EventId: '1' }] };
  }, 'the-bus');
  await bus.publish('key.quarantined', detail);
  expect(asked).toEqual([
    [
      'PutEvents',
      {
        Entries: [
          {
            EventBusName: 'the-bus',
            Source: 'sallyport',
            DetailType: 'key.quarantined',
            Detail: JSON.stringify(detail),
          },
        ],
      },
    ],
  ]);
});

test('an answer that took nothing counts as a failure, although its status is 200', async () => {
  const answer = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] };
  const bus = new EventBridgeBus(async () => answer, 'the-bus');
  await expect(bus.publish('key.quarantined', detail)).rejects.toThrow('ThrottlingException');
  await expect(
    new EventBridgeBus(async () => ({}), 'b').publish('key.quarantined', detail),
  ).rejects.toThrow();
});
