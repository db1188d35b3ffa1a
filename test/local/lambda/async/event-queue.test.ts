import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { noResource } from '../../../../local/delivery/delivery-fault.ts';
import { EventQueue } from '../../../../local/lambda/async/event-queue.ts';
import { FunctionFault, throttledFault } from '../../../../local/lambda/function-fault.ts';
import type { InvokeExtras } from '../../../../local/lambda/invoke-extras.ts';
import type { AsyncPlan } from '../../../../local/plan/plan-async.ts';
import type { FunctionPlan } from '../../../../local/plan/plan-functions.ts';
import { Clock } from '../../../../local/time/clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const START = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const boom = (): FunctionFault =>
  new FunctionFault('handled', 'Error', 'boom', '{"errorType":"Error","errorMessage":"boom"}');

interface Attempt {
  readonly at: number;
  readonly id: string | undefined;
}
interface Sent {
  readonly target: string;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string>>;
}

let folder: ReturnType<typeof temporaryFolder>;
let clock: Clock;
let attempts: Attempt[];
let sent: Sent[];
let notes: string[];
/** What the function does next; the last one again and again. */
let outcomes: (FunctionFault | string)[];
let reserved: number | undefined;
let refusing: boolean;
beforeEach(() => {
  folder = temporaryFolder();
  clock = new Clock(() => START);
  attempts = [];
  sent = [];
  notes = [];
  outcomes = ['"fine"'];
  reserved = undefined;
  refusing = false;
});
afterEach(() => {
  clock.stop();
  folder.remove();
});

const functions = {
  invoke: async (_: string, __: string, extras?: InvokeExtras) => {
    attempts.push({ at: clock.now() - START, id: extras?.requestId });
    const outcome = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
    if (outcome instanceof FunctionFault) throw outcome;
    return { kind: 'buffered' as const, payload: Buffer.from(outcome ?? '') };
  },
  note: (_: string, line: string) => void notes.push(line),
};

function queueOf(async: Partial<AsyncPlan> = {}): EventQueue {
  const plan = {
    arn: ARN,
    roleArn: 'role',
    async: { maxAgeMs: 6 * 60 * MINUTE, retriesMax: 2, ...async },
  } as FunctionPlan;
  return new EventQueue({
    file: join(folder.path, 'events.json'),
    plans: [plan],
    functions,
    clock,
    reservedConcurrency: () => reserved,
    destinations: {
      deliver: async (target, { body, attributes = {} }) => {
        if (refusing) throw noResource(target);
        const values = Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]);
        sent.push({ target, body: JSON.parse(body), attributes: Object.fromEntries(values) });
      },
    },
  });
}

/** Accepts an event and lets an hour pass. */
async function anHourOf(queue: EventQueue): Promise<string> {
  const id = await queue.accept(ARN, '{"a":1}');
  await clock.advance(60 * MINUTE);
  return id;
}

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test('a failing function has its event again after one minute and two more, under the same request id', async () => {
  outcomes = [boom()];
  const id = await anHourOf(queueOf());
  expect(attempts.map((a) => a.at / MINUTE)).toEqual([0, 1, 3]);
  expect(new Set(attempts.map((a) => a.id))).toEqual(new Set([id]));
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
test('retries can be fewer, and none', async () => {
  outcomes = [boom()];
  await anHourOf(queueOf({ retriesMax: 0 }));
  expect(attempts).toHaveLength(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test('an event that succeeds at a retry is done', async () => {
  outcomes = [boom(), '"fine"'];
  await anHourOf(queueOf({ onSuccess: 'good', onFailure: 'bad' }));
  expect(attempts).toHaveLength(2);
  expect(sent.map((s) => s.target)).toEqual(['good']);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test('a throttled event returns after one second, then ever later up to five minutes, without using up retries', async () => {
  outcomes = [...Array.from({ length: 11 }, throttledFault), boom()];
  await anHourOf(queueOf());
  const gaps = attempts.map((a, i) => (a.at - (attempts[i - 1]?.at ?? 0)) / 1000);
  expect(gaps).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 60, 120]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
test('an event that is older than its maximum age is given up', async () => {
  outcomes = [throttledFault()];
  await anHourOf(queueOf({ maxAgeMs: 10 * MINUTE, onFailure: 'bad' }));
  expect(attempts.at(-1)?.at).toBeLessThanOrEqual(10 * MINUTE);
  expect(sent).toMatchObject([
    { target: 'bad', body: { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 0 } } },
  ]);
  expect(sent[0]?.body).not.toHaveProperty('responseContext');
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
test('with a reserved concurrency of 0 an event is given up at once', async () => {
  reserved = 0;
  await anHourOf(queueOf({ onFailure: 'bad' }));
  expect(attempts).toEqual([]);
  expect(sent).toMatchObject([{ target: 'bad' }]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
test('a destination gets a record of the event and of the last answer', async () => {
  outcomes = [boom()];
  const id = await anHourOf(queueOf({ onFailure: 'bad' }));
  expect(sent[0]?.body).toEqual({
    version: '1.0',
    timestamp: new Date(START + 3 * MINUTE).toISOString(),
    requestContext: {
      requestId: id,
      functionArn: `${ARN}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: { a: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'boom' },
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
test('the destination for successes gets the answer', async () => {
  await anHourOf(queueOf({ onSuccess: 'good' }));
  expect(sent).toMatchObject([
    {
      target: 'good',
      body: {
        requestContext: { condition: 'Success', approximateInvokeCount: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: 'fine',
      },
    },
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
test('a dead letter is the event itself, with the reason in its attributes', async () => {
  outcomes = [boom()];
  const id = await anHourOf(queueOf({ deadLetter: 'letters' }));
  expect(sent).toEqual([
    {
      target: 'letters',
      body: { a: 1 },
      attributes: { RequestID: id, ErrorCode: '200', ErrorMessage: 'boom' },
    },
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
test('a destination that takes nothing is noted, and the event is done with', async () => {
  refusing = true;
  await anHourOf(queueOf({ onSuccess: 'good' }));
  expect(notes).toEqual([
    expect.stringContaining('good did not take the result of an event: good is no target of this run'),
  ]);
  expect(attempts).toHaveLength(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
test('an accepted event survives the end of the run, and goes on where it stood', async () => {
  outcomes = [boom()];
  const before = queueOf();
  await before.accept(ARN, '{}');
  await clock.advance(0);
  await before.close();
  clock.stop();
  const after = queueOf();
  after.resume();
  await clock.advance(60 * MINUTE);
  expect(attempts.map((a) => a.at / MINUTE)).toEqual([0, 1, 3]);
  await after.close();
});
