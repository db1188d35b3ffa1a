import type { AlarmState, MissingData } from '../plan/alarm-plan.ts';

/** What a data point says: the threshold is breached, or not; undefined where there is none. Oldest first. */
export type Verdicts = readonly (boolean | undefined)[];

export interface StateRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/**
 * How many of the latest periods are looked at. The documentation's example looks at 5 for 3 evaluation periods and says that the
 * number depends on period and resolution, without saying how.
 */
export const evaluationRange = (evaluationPeriods: number): number => evaluationPeriods + 2;

/** The new state, or the current one (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html). */
export function decideState(verdicts: Verdicts, rule: StateRule, current: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, missingData } = rule;
  const real = verdicts.filter((verdict) => verdict !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter((breached) => breached).length;
  if (breaching >= datapointsToAlarm) return 'ALARM';
  // Enough real points, or one that is well: what is missing decides nothing unless it counts as breaching.
  const filled = missingData === 'breaching' ? evaluationPeriods - real.length : 0;
  if (breaching + filled >= datapointsToAlarm) return 'ALARM';
  if (real.length > breaching || missingData === 'notBreaching' || missingData === 'breaching') return 'OK';
  if (missingData === 'ignore') return current;
  return isSustained(verdicts, datapointsToAlarm) ? 'ALARM' : 'INSUFFICIENT_DATA';
}

/**
 * With missing data treated as missing, and no real point that is well: a breach counts once it is as old as the points that an
 * alarm needs. Before that the next point may still be well, so it does not count yet.
 */
function isSustained(verdicts: Verdicts, datapointsToAlarm: number): boolean {
  const oldest = verdicts.indexOf(true);
  return oldest >= 0 && verdicts.length - oldest >= datapointsToAlarm;
}
