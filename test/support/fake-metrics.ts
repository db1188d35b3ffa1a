import type { Measures, MetricName } from '../../contract/metrics.ts';
import type { Metrics } from '../../lambda/flows/ports.ts';

/** Remembers what was counted, in order. */
export class FakeMetrics implements Metrics {
  readonly counted: MetricName[] = [];

  readonly by: Readonly<Record<string, string>>[] = [];

  readonly measured: Measures[] = [];

  count(name: MetricName, by?: Readonly<Record<string, string>>, measured?: Measures): void {
    this.counted.push(name);
    if (measured !== undefined) this.measured.push(measured);
    if (by !== undefined) this.by.push(by);
  }
}
