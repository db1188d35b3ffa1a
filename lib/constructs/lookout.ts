import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  type LOG_METRICS,
  METRICS_NAMESPACE,
  type Measures,
  type MetricName,
} from '../../contract/metrics.ts';
import type { FrontDoor } from './front-door.ts';
import { SAVED_QUERIES } from './saved-queries.ts';

export interface LookoutProps {
  readonly stage: string;
  readonly frontDoor: FrontDoor;
  readonly alarms: readonly IAlarm[];
}

/** Lines of one graph. */
type Line = MetricName | keyof typeof LOG_METRICS;
const GRAPHS: readonly (readonly [string, readonly Line[]])[] = [
  [
    'Upstreams',
    ['UpstreamUnreachable', 'UpstreamCredentialRejected', 'UpstreamNotConfigured', 'SecretScrubbed'],
  ],
  [
    'Refusals',
    [
      'CredentialUnknown',
      'CredentialMalformed',
      'CredentialRefused',
      'TokenForged',
      'TokenRefused',
      'RouteForbidden',
      'QuotaExhausted',
      'PlanThrottled',
      'PlanExhausted',
    ],
  ],
  [
    'Our own failures',
    ['AuditAppendFailed', 'KeyLookupFailed', 'SecretReadFailed', 'QuotaCountFailed', 'EventPublishFailed'],
  ],
];

/** What whoever is on call looks at: one dashboard, and saved queries of the access log. Reads, and owns nothing that is read. */
export class Lookout extends Construct {
  constructor(scope: Construct, id: string, { stage, frontDoor, alarms }: LookoutProps) {
    super(scope, id);
    const ours = (metricName: Line): Metric => metric(METRICS_NAMESPACE, metricName, { Stage: stage });
    const measured = (metricName: keyof Measures, statistic: string = Stats.SUM): Metric =>
      metric(METRICS_NAMESPACE, metricName, { Stage: stage }, statistic);
    const api = (metricName: string, statistic: string = Stats.SUM): Metric =>
      metric('AWS/ApiGateway', metricName, { ApiName: frontDoor.name, Stage: stage }, statistic);
    // Without a name of its own, CloudFormation gives it one: two stages live beside each other.
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 }),
    );
    dashboard.addWidgets(
      graph('Requests', [ours('RequestAllowed'), api('Count'), api('4XXError'), api('5XXError')]),
      graph('Latency, ms', [
        ...['p50', 'p95', 'p99'].map((p) => api('Latency', p)),
        measured('UpstreamLatency', 'p95'),
        measured('GatewayLatency', 'p95'),
      ]),
    );
    dashboard.addWidgets(
      graph(
        'Used of hard quotas',
        (['UsedRequests', 'UsedUnits', 'UsedSearches', 'UsedUploads', 'UsedTokens'] as const).map((name) =>
          measured(name),
        ),
        24,
      ),
    );
    dashboard.addWidgets(...GRAPHS.map(([title, names]) => graph(title, names.map(ours), 8)));
    for (const { title, query } of SAVED_QUERIES)
      new CfnQueryDefinition(this, title.replaceAll(' ', ''), {
        name: `${frontDoor.name}/${title}`, // need not be unique, and is: the first part is this gateway's
        queryString: query,
        logGroupNames: [frontDoor.accessLogName],
      });
  }
}

const metric = (
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic: string = Stats.SUM,
): Metric => new Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.minutes(1) });

const graph = (title: string, left: Metric[], width = 12): GraphWidget =>
  new GraphWidget({ title, left, width, leftYAxis: { min: 0, showUnits: false } });
