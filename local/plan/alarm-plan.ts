import type { MetricName } from '../metrics/series.ts';

/** What every alarm has. */
export interface AlarmBase {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  /** ARNs, by the state that is entered. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export const ALARM_STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** One line of what an alarm watches: a metric's statistic, or an expression over other lines. */
export interface MetricQueryPlan {
  readonly id: string;
  readonly label?: string;
  readonly returnData: boolean;
  readonly metric?: MetricName;
  readonly statistic?: string;
  readonly expression?: string;
}

export type Comparison = keyof typeof COMPARISONS;
export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number): boolean => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number): boolean => value > threshold,
  LessThanThreshold: (value: number, threshold: number): boolean => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number): boolean => value <= threshold,
} as const;

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface MetricAlarmPlan extends AlarmBase {
  readonly queries: readonly MetricQueryPlan[];
  /** Whether it watches one metric as such, or a list of queries: it is told in the same way. */
  readonly single: boolean;
  readonly periodMs: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly missingData: MissingData;
  /** A percentile of too few samples changes nothing. */
  readonly ignoreLowSamples: boolean;
}

export interface CompositeAlarmPlan extends AlarmBase {
  readonly rule: string;
  readonly suppressor?: {
    /** Name or ARN. */
    readonly alarm: string;
    readonly waitMs: number;
    readonly extensionMs: number;
  };
}
