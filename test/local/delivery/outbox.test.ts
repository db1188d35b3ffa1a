import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DeliveryFault } from '../../../local/delivery/delivery-fault.ts';
import { Destinations } from '../../../local/delivery/destinations.ts';
import type { Dispatch } from '../../../local/delivery/dispatch.ts';
import { Outbox } from '../../../local/delivery/outbox.ts';
import { Clock } from '../../../local/time/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const START = Date.UTC(2026, 10, 23, 12);
const DAY_MS = 86_400_000;

let folder: ReturnType<typeof temporaryFolder>;
let clock: Clock;
let outbox: Outbox;
let attempts: number[];
let letters: { body: string; attributes: Readonly<Record<string, string | undefined>> }[];
let lines: string[];
let broken: boolean;

const open = (): Outbox => {
  const destinations = new Destinations();
  destinations.add('lambda', async () => {
    attempts.push(clock.now() - START);
    if (broken) throw new DeliveryFault('THROTTLING', 'too much');
  });
  destinations.add('sqs', async (_, { body, attributes = {} }) => {
    const values = Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]);
    letters.push({ body, attributes: Object.fromEntries(values) });
  });
  return new Outbox(join(folder.path, 'outbox.json'), destinations, clock, (line) => lines.push(line));
};
beforeEach(() => {
  folder = temporaryFolder();
  clock = new Clock(() => START);
  [attempts, letters, lines, broken] = [[], [], [], true];
  outbox = open();
});
afterEach(async () => {
  clock.stop();
  await outbox.close();
  folder.remove();
});

const dispatch = (retry: Partial<Dispatch['retry']> = {}): Dispatch => ({
  targetArn: 'arn:aws:lambda:us-east-1:0:function:f',
  parcel: { body: 'part' },
  sender: { service: 'events.amazonaws.com', sourceArn: 'rule' },
  retry: { attemptsMax: 185, ageMaxMs: DAY_MS, deadLetterArn: 'arn:aws:sqs:us-east-1:0:dead', ...retry },
  ruleArn: 'rule',
  deadLetterBody: 'whole',
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
test('what a target does not take is tried again with growing delays until it does', async () => {
  await outbox.post([dispatch()]);
  await clock.advance(7_000);
  expect(attempts).toEqual([0, 1_000, 3_000, 7_000]);
  broken = false;
  await clock.advance(DAY_MS);
  expect(attempts).toEqual([0, 1_000, 3_000, 7_000, 15_000]);
  expect(letters).toEqual([]);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
test('after the last retry the event is a dead letter that says why', async () => {
  await outbox.post([dispatch({ attemptsMax: 2 })]);
  await clock.advance(DAY_MS);
  expect(attempts).toHaveLength(3);
  expect(letters).toEqual([
    {
      body: 'whole',
      attributes: {
        RULE_ARN: 'rule',
        TARGET_ARN: 'arn:aws:lambda:us-east-1:0:function:f',
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'too much',
        RETRY_ATTEMPTS: '2',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      },
    },
  ]);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
test('an event is not tried beyond its age, however many retries are left', async () => {
  await outbox.post([dispatch({ ageMaxMs: 60_000 })]);
  await clock.advance(DAY_MS);
  expect(Math.max(...attempts)).toBeLessThanOrEqual(60_000);
  expect(letters[0]?.attributes['EXHAUSTED_RETRY_CONDITION']).toBe('MaximumEventAgeInSeconds');
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
test('by default it is tried up to 185 times within a day', async () => {
  await outbox.post([dispatch()]);
  await clock.advance(2 * DAY_MS);
  expect(attempts.length).toBeGreaterThan(100);
  expect(attempts.length).toBeLessThanOrEqual(186);
  expect(Math.max(...attempts)).toBeLessThanOrEqual(DAY_MS);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
test('what would fail again is not tried again', async () => {
  await outbox.post([{ ...dispatch(), targetArn: 'arn:aws:states:us-east-1:0:machine' }]);
  expect(letters[0]?.attributes).toMatchObject({ ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('part');
});

test('what waits to be tried again survives a restart', async () => {
  await outbox.post([dispatch()]);
  await outbox.close();
  broken = false;
  outbox = open();
  outbox.resume();
  await clock.advance(60_000);
  expect(attempts).toEqual([0, 1_000]);
});
