import type { MetricName } from '../../contract/metrics.ts';

/** An alarm on something that functions count. */
export interface AlarmRow {
  /** Also the heading in `docs/operating.md`. */
  readonly name: string;
  readonly metric: MetricName;
  /** Events within `minutes`. */
  readonly threshold: number;
  /** @default 5 */
  readonly minutes?: 15;
  readonly meaning: string;
}
