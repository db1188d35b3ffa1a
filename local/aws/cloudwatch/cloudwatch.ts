import type { Alarms } from '../../alarms/alarms.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';
import type { JsonService } from '../operation.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';
import { disableAlarmActions, enableAlarmActions } from './set-alarm-actions.ts';
import { setAlarmState } from './set-alarm-state.ts';

/** Alarms come from the template only: they cannot be made or deleted by an operation. */
export const cloudWatch = (
  store: MetricStore,
  alarms: Alarms,
  now: () => number,
  skewMs: () => number,
): JsonService => ({
  protocol: 'json',
  operations: {
    DescribeAlarms: describeAlarms(alarms),
    DisableAlarmActions: disableAlarmActions(alarms),
    EnableAlarmActions: enableAlarmActions(alarms),
    GetMetricData: getMetricData(store),
    GetMetricStatistics: getMetricStatistics(store),
    ListMetrics: listMetrics(store),
    PutMetricData: putMetricData(store, now, skewMs),
    SetAlarmState: setAlarmState(alarms),
  },
});
