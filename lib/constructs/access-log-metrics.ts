import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { LOG_METRICS, METRICS_NAMESPACE } from '../../contract/metrics.ts';

/** Counts what API Gateway refuses by itself: no function of ours sees it. */
export function countRefusals(accessLog: LogGroup): void {
  for (const [metricName, errorType] of Object.entries(LOG_METRICS))
    accessLog.addMetricFilter(metricName, {
      filterPattern: FilterPattern.stringValue('$.errorType', '=', errorType),
      metricNamespace: METRICS_NAMESPACE,
      metricName,
      metricValue: '1',
      dimensions: { Stage: '$.stage' },
    });
}
