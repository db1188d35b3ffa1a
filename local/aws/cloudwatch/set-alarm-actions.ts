import type { Alarms } from '../../alarms/alarms.ts';
import type { Operation } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';

const setActions = (alarms: Alarms, action: string, enabled: boolean): Operation => ({
  action,
  resources: (input) =>
    (optionalStrings(input, 'AlarmNames') ?? []).map((name) => alarms.find(name)?.arn ?? '*'),
  run: async (input) => {
    for (const name of optionalStrings(input, 'AlarmNames') ?? []) {
      const plan = alarms.find(name);
      if (plan !== undefined) await alarms.enableActions(plan, enabled);
    }
    return {};
  },
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions = (alarms: Alarms): Operation =>
  setActions(alarms, 'cloudwatch:EnableAlarmActions', true);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export const disableAlarmActions = (alarms: Alarms): Operation =>
  setActions(alarms, 'cloudwatch:DisableAlarmActions', false);
