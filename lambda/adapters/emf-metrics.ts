import { MEASURES, METRICS_NAMESPACE, type Measures, type MetricName } from '../../contract/metrics.ts';
import type { Clock, Metrics } from '../flows/ports.ts';

/** A line to standard output; Lambda keeps it. */
export type WriteLine = (line: string) => void;

/**
 * Counts through the embedded metric format: a log line that CloudWatch turns into a metric, so nothing waits for it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export class EmfMetrics implements Metrics {
  readonly #write: WriteLine;
  readonly #now: Clock;
  readonly #stage: string;

  constructor(write: WriteLine, now: Clock, stage: string) {
    this.#write = write;
    this.#now = now;
    this.#stage = stage;
  }

  count(name: MetricName, by: Readonly<Record<string, string>> = {}, measured: Measures = {}): void {
    const more = Object.keys(by);
    const Dimensions = [['Stage'], ...(more.length === 0 ? [] : [['Stage', ...more]])];
    const units = Object.keys(measured).map((measure) => ({
      Name: measure,
      Unit: MEASURES[measure as keyof Measures],
    }));
    const Metrics = [{ Name: name, Unit: 'Count' }, ...units];
    const metrics = [{ Namespace: METRICS_NAMESPACE, Dimensions, Metrics }];
    const head = { Timestamp: this.#now().getTime(), CloudWatchMetrics: metrics };
    this.#write(JSON.stringify({ _aws: head, Stage: this.#stage, ...by, [name]: 1, ...measured }));
  }
}
