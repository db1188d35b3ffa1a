import type { MetricName } from '../../contract/metrics.ts';
import type { Metrics } from '../../lambda/flows/ports.ts';

/** Remembers what was counted, in order. */
export class FakeMetrics implements Metrics {
  readonly counted: MetricName[] = [];

  count(name: MetricName): void {
    this.counted.push(name);
  }
}
