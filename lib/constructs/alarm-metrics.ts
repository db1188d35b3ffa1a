import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { METRICS_NAMESPACE, type MetricName } from '../../contract/metrics.ts';

/** Whose requests are counted. */
export interface GatewayMetrics {
  readonly stage: string;
  /** What API Gateway's metrics call the gateway. */
  readonly apiName: string;
}

/** What functions count of a stage. */
export const countOf = (metricName: MetricName, stage: string, minutes = 5): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { Stage: stage },
    statistic: Stats.SUM,
    period: Duration.minutes(minutes),
  });

/** API Gateway reports the three of every request, so none is ever missing alone. */
export function failuresWithoutSuccess(of: GatewayMetrics): MathExpression {
  const sum = (name: string): Metric => requests(name, of, 5);
  return new MathExpression({
    expression: 'IF(came == refused + failed, failed, 0)',
    usingMetrics: { came: sum('Count'), refused: sum('4XXError'), failed: sum('5XXError') },
    label: 'requests that failed while none succeeded',
    period: Duration.minutes(5),
  });
}

/** A function that is never run counts nothing, and nothing is no zero. */
export const requestsUnsealed = (of: GatewayMetrics): MathExpression =>
  new MathExpression({
    expression: 'IF(FILL(sealed, 0) == 0, FILL(came, 0), 0)',
    usingMetrics: { came: requests('Count', of, 15), sealed: countOf('AuditSealed', of.stage, 15) },
    label: 'requests while nothing was sealed',
    period: Duration.minutes(15),
  });

const requests = (metricName: string, { apiName, stage }: GatewayMetrics, minutes: number): Metric =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiName: apiName, Stage: stage },
    statistic: Stats.SUM,
    period: Duration.minutes(minutes),
  });

/** Messages that wait in a queue. */
export const waitingIn = (queueName: string): Metric =>
  new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensionsMap: { QueueName: queueName },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(5),
  });
