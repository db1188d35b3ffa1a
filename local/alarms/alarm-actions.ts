import type { Place } from '../assembly/place.ts';
import { faultOf } from '../delivery/delivery-fault.ts';
import type { Destinations } from '../delivery/destinations.ts';
import type { Parcel, Sender } from '../delivery/parcel.ts';
import { type AnyAlarmPlan, lambdaDocument, notificationDocument } from './alarm-documents.ts';
import type { Transition } from './alarm-states.ts';

/** Topics and functions; the other actions that CloudWatch has are for things that are not served here. */
export type ActionFailed = (plan: AnyAlarmPlan, action: string, why: string) => void;

/** Takes the actions of the state that an alarm has entered. One that fails does not keep the others back, and is not tried again. */
export function alarmActions(
  destinations: Destinations,
  place: Place,
  failed: ActionFailed,
): (plan: AnyAlarmPlan, transition: Transition) => Promise<void> {
  return async (plan, transition) => {
    for (const action of plan.actions[transition.to.state]) {
      const forFunction = action.split(':')[2] === 'lambda';
      const document = forFunction
        ? lambdaDocument(plan, transition, place)
        : notificationDocument(plan, transition, place);
      const parcel: Parcel = {
        body: JSON.stringify(document),
        subject: subject(plan, transition, place),
      };
      const sender: Sender = {
        service: forFunction ? 'lambda.alarms.cloudwatch.amazonaws.com' : 'cloudwatch.amazonaws.com',
        sourceArn: plan.arn,
      };
      try {
        await destinations.deliver(action, parcel, sender);
      } catch (error) {
        failed(plan, action, faultOf(error).message);
      }
    }
  };
}

/** Not longer than a topic's subject may be. */
const subject = (plan: AnyAlarmPlan, { to }: Transition, { region }: Place): string =>
  `${to.state}: "${plan.name}" in ${region}`.slice(0, 100);
