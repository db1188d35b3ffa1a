import type { Resolver } from '../assembly/resolver.ts';
import type { CompositeAlarmPlan, MetricAlarmPlan } from './alarm-plan.ts';
import type { Note } from './finding.ts';
import { planMetricAlarms } from './plan-alarms.ts';
import { planCompositeAlarms } from './plan-composite-alarms.ts';
import type { FunctionPlan } from './plan-functions.ts';
import { type MetricFilterPlan, planMetricFilters } from './plan-metric-filters.ts';
import { object, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** Everything that is measured and watched. */
export interface MonitoringPlan {
  readonly metricAlarms: readonly MetricAlarmPlan[];
  readonly compositeAlarms: readonly CompositeAlarmPlan[];
  readonly metricFilters: readonly MetricFilterPlan[];
  /** Names of all log groups, those that Lambda makes for itself included. */
  readonly logGroups: readonly string[];
  /** The group of the access log; undefined if it goes elsewhere. */
  readonly accessLogGroup?: string;
  /** A dimension of API Gateway's metrics. */
  readonly apiName: string;
}

export function planMonitoring(
  resolver: Resolver,
  functions: readonly FunctionPlan[],
  note: Note,
): MonitoringPlan {
  const groups = resourcesOf(resolver, 'AWS::Logs::LogGroup').map(
    ({ logicalId }) => resolver.identity(logicalId).ref,
  );
  const [stage] = resourcesOf(resolver, 'AWS::ApiGateway::Stage');
  const destination = optionalText(object(stage?.properties ?? {}, 'AccessLogSetting'), 'DestinationArn');
  const accessLogGroup = /:log-group:([^:]+)/.exec(destination ?? '')?.[1];
  const [api] = resourcesOf(resolver, 'AWS::ApiGateway::RestApi');
  return {
    metricAlarms: planMetricAlarms(resolver, note),
    compositeAlarms: planCompositeAlarms(resolver),
    metricFilters: planMetricFilters(resolver),
    logGroups: [...new Set([...groups, ...functions.map(({ logGroup }) => logGroup)])],
    ...(accessLogGroup === undefined ? {} : { accessLogGroup }),
    apiName: optionalText(api?.properties ?? {}, 'Name') ?? api?.logicalId ?? '',
  };
}
