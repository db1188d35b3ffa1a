import type { AsyncPlan } from '../../plan/plan-async.ts';
import type { FunctionFault } from '../function-fault.ts';
import type { QueuedEvent } from './queued-event.ts';

/** Why an event is given up. */
export type Condition = 'RetriesExhausted' | 'EventAgeExceeded';
export type NextStep =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'give-up'; readonly why: Condition };

const RETRY_DELAYS_MS = [60_000, 120_000];
const RETURN_DELAY_MAX_MS = 300_000;

/** The function had its say, or Lambda had no process for it: throttled, or failed itself. */
export const functionHadIt = (fault: FunctionFault): boolean =>
  fault.kind !== 'throttled' && fault.kind !== 'closed';

/**
 * After an attempt that failed. Errors of the function are tried again after one minute, then after two; what it never had returns
 * to the queue for as long as it may age (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 */
export function nextStep(event: QueuedEvent, plan: AsyncPlan, fault: FunctionFault): NextStep {
  if (!functionHadIt(fault))
    return { kind: 'wait', ms: Math.min(1000 * 2 ** (event.returns - 1), RETURN_DELAY_MAX_MS) };
  const delay = RETRY_DELAYS_MS[event.attempts - 1];
  return event.attempts > plan.retriesMax || delay === undefined
    ? { kind: 'give-up', why: 'RetriesExhausted' }
    : { kind: 'wait', ms: delay };
}
