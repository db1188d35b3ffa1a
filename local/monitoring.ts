import { alarmActions } from './alarms/alarm-actions.ts';
import { stateChangeDetail } from './alarms/alarm-documents.ts';
import { AlarmStates } from './alarms/alarm-states.ts';
import { Alarms } from './alarms/alarms.ts';
import type { Place } from './assembly/place.ts';
import { cloudWatch } from './aws/cloudwatch/cloudwatch.ts';
import type { EventRouter } from './aws/events/event-router.ts';
import type { Service } from './aws/operation.ts';
import type { Cleanup } from './cleanup.ts';
import type { Destinations } from './delivery/destinations.ts';
import { LogGroupFiles } from './logs/log-group-files.ts';
import { type LogLine, LogLines } from './logs/log-lines.ts';
import { recordEmbedded } from './metrics/embedded-metrics.ts';
import { MetricFilters } from './metrics/metric-filters.ts';
import { MetricStore } from './metrics/metric-store.ts';
import { DEFAULT_BUS } from './plan/plan-events.ts';
import type { MonitoringPlan } from './plan/plan-monitoring.ts';
import { openAppendLog } from './state/append-log.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { Clock } from './time/clock.ts';

export interface MonitoringSettings {
  readonly plan: MonitoringPlan;
  readonly place: Place;
  readonly state: StateFolder;
  readonly clock: Clock;
  readonly cleanup: Cleanup;
  /** Takes the alarms' actions, and gets the sink of log groups. */
  readonly destinations: Destinations;
  readonly router: EventRouter;
  readonly onNotice: (line: string) => void;
}

export interface Monitoring {
  /** By the service name of the signature's scope. */
  readonly services: Readonly<Record<string, Service>>;
  readonly metrics: MetricStore;
  /** Is given every line that reaches a log group. */
  readonly read: (line: LogLine) => void;
  /** Begins to evaluate alarms. */
  start(): Promise<void>;
}

/** Metrics from everywhere, and the alarms that watch them. */
export function createMonitoring(settings: MonitoringSettings): Monitoring {
  const { plan, place, state, clock, cleanup, destinations, router, onNotice } = settings;
  const { now } = clock;
  const metrics = new MetricStore(state.file('metrics.ndjson'), now);
  const states = new AlarmStates(state.file('alarms.json'), now());
  const log = openAppendLog(`${state.logs}/alarms.log`);
  const line = (document: object): void =>
    log.line(JSON.stringify({ at: new Date(now()).toISOString(), ...document }));
  const alarms = new Alarms({
    ...{ metricAlarms: plan.metricAlarms, compositeAlarms: plan.compositeAlarms },
    ...{ states, store: metrics, clock },
    onChange: async (alarm, transition) => {
      const { from, to } = transition;
      line({ alarm: alarm.name, from: from.state, to: to.state, reason: to.reason });
      // That a new alarm finds all well is no news.
      if (from.state !== 'INSUFFICIENT_DATA' || to.state !== 'OK')
        onNotice(`Alarm ${alarm.logicalId}: ${from.state} → ${to.state}`);
      await router.put(DEFAULT_BUS, {
        source: 'aws.cloudwatch',
        detailType: 'CloudWatch Alarm State Change',
        detail: stateChangeDetail(alarm, transition),
        resources: [alarm.arn],
      });
    },
    act: alarmActions(destinations, place, (alarm, action, why) => {
      line({ alarm: alarm.name, action, failed: why });
      onNotice(`Alarm ${alarm.logicalId} could not tell ${action}: ${why}`);
    }),
  });
  const skewMs = (): number => now() - Date.now();
  const lines = new LogLines();
  const filters = new MetricFilters(plan.metricFilters, metrics, clock);
  lines.listen((each) => recordEmbedded(metrics, each, skewMs));
  lines.listen(filters.read);
  const groups = new LogGroupFiles(state.logs, plan.logGroups, lines, now);
  destinations.add('logs', groups.sink);
  cleanup.add(() => {
    groups.close();
    log.close();
    metrics.close();
  });
  cleanup.add(() => states.settled());
  return {
    services: { monitoring: cloudWatch(metrics, alarms, now, skewMs) },
    metrics,
    read: lines.write,
    start: () => alarms.start(),
  };
}
