import type { Alarms } from '../../alarms/alarms.ts';
import { ALARM_STATES } from '../../plan/alarm-plan.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { requiredString } from './read-metric.ts';

/** Until the alarm is evaluated next (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html). */
export const setAlarmState = (alarms: Alarms): Operation => ({
  action: 'cloudwatch:SetAlarmState',
  resources: (input) => [alarms.find(String(input['AlarmName']))?.arn ?? '*'],
  run: async (input) => {
    const plan = alarms.find(requiredString(input, 'AlarmName'));
    if (plan === undefined) throw new AwsError('ResourceNotFound', 'Unknown alarm', 404);
    const state = ALARM_STATES.find((known) => known === requiredString(input, 'StateValue'));
    if (state === undefined) throw invalidParameter('StateValue must be OK, ALARM or INSUFFICIENT_DATA.');
    const reason = requiredString(input, 'StateReason');
    const reasonData = optionalString(input, 'StateReasonData');
    await alarms.change(plan, { state, reason, ...(reasonData === undefined ? {} : { reasonData }) });
    return {};
  },
});
