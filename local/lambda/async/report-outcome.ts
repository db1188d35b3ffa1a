import { faultOf } from '../../delivery/delivery-fault.ts';
import type { MessageAttributes } from '../../delivery/parcel.ts';
import type { FunctionPlan } from '../../plan/plan-functions.ts';
import type { EventQueueSettings } from './event-queue.ts';
import { deadLetterAttributes, invocationRecord, type Outcome } from './invocation-record.ts';
import type { QueuedEvent } from './queued-event.ts';

type Means = Pick<EventQueueSettings, 'clock' | 'destinations' | 'functions'>;

/** Tells a function's destinations, and its dead-letter queue, what became of an event. */
export async function reportOutcome(
  means: Means,
  plan: FunctionPlan,
  event: QueuedEvent,
  outcome: Outcome,
): Promise<void> {
  const { onSuccess, onFailure, deadLetter } = plan.async;
  const record = invocationRecord(event, outcome, means.clock.now());
  if (outcome.condition === 'Success') return deliver(means, plan, onSuccess, record, 'Success');
  await deliver(means, plan, onFailure, record, 'Failure');
  const attributes = deadLetterAttributes(event, outcome.fault);
  return deliver(means, plan, deadLetter, event.event, 'Failure', attributes);
}

/** In the name of the function's role. What a destination does not take is noted and lost, as in AWS. */
async function deliver(
  { destinations, functions }: Means,
  plan: FunctionPlan,
  targetArn: string | undefined,
  body: string,
  kind: 'Success' | 'Failure',
  attributes: MessageAttributes = {},
): Promise<void> {
  if (targetArn === undefined) return;
  const event = {
    source: 'lambda',
    detailType: `Lambda Function Invocation Result – ${kind}`,
    resources: [targetArn, `${plan.arn}:$LATEST`],
  };
  const sender = { service: 'lambda.amazonaws.com', roleArn: plan.roleArn };
  try {
    await destinations.deliver(targetArn, { body, attributes, event }, sender);
  } catch (error) {
    functions.note(plan.arn, `${targetArn} did not take the result of an event: ${faultOf(error).message}`);
  }
}
