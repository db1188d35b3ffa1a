import type { MessageAttributes } from '../../delivery/parcel.ts';
import type { FunctionFault } from '../function-fault.ts';
import { functionHadIt } from './next-step.ts';
import type { QueuedEvent } from './queued-event.ts';

export type Outcome =
  | { readonly condition: 'Success'; readonly payload: string }
  | {
      readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
      readonly fault: FunctionFault | undefined;
    };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What a destination gets, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations. */
export function invocationRecord(event: QueuedEvent, outcome: Outcome, now: number): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: `${event.arn}:$LATEST`,
      condition: outcome.condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: parsed(event.event),
    ...response(outcome),
  });
}

/** An event that the function never had has no response. */
function response(outcome: Outcome): object {
  const executed = { statusCode: 200, executedVersion: '$LATEST' };
  if (outcome.condition === 'Success')
    return { responseContext: executed, responsePayload: parsed(outcome.payload) };
  const { fault } = outcome;
  if (fault === undefined || !functionHadIt(fault)) return {};
  return {
    responseContext: { ...executed, functionError: 'Unhandled' },
    responsePayload: parsed(fault.payload),
  };
}

const MESSAGE_BYTES_MAX = 1024;

/** Attributes of a dead letter, whose body is the event itself; https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq. */
export function deadLetterAttributes(
  event: QueuedEvent,
  fault: FunctionFault | undefined,
): MessageAttributes {
  const had = fault !== undefined && functionHadIt(fault);
  const message = Buffer.from(fault?.message ?? '').subarray(0, MESSAGE_BYTES_MAX);
  return {
    RequestID: { DataType: 'String', StringValue: event.id },
    ErrorCode: { DataType: 'Number', StringValue: had ? '200' : '429' },
    ErrorMessage: { DataType: 'String', StringValue: message.toString('utf8') },
  };
}
