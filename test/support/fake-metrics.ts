import type { MetricName } from '../../contract/metrics.ts';
import type { Metrics } from '../../lambda/flows/ports.ts';

/** Remembers what was counted, in order. */
export class FakeMetrics implements Metrics {
  readonly counted: MetricName[] = [];

  readonly by: Readonly<Record<string, string>>[] = [];

  count(name: MetricName, by?: Readonly<Record<string, string>>): void {
    this.counted.push(name);
    if (by !== undefined) this.by.push(by);
  }
}
