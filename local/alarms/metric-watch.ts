import type { MetricStore } from '../metrics/metric-store.ts';
import type { AlarmState, MetricAlarmPlan } from '../plan/alarm-plan.ts';
import type { Clock } from '../time/clock.ts';
import { type Evaluation, evaluateMetricAlarm } from './evaluate-metric-alarm.ts';

const MINUTE_MS = 60_000;
/** Alarms of a shorter period than a minute are evaluated more often. */
const SHORT_MS = 10_000;

export interface MetricWatchSettings {
  readonly plan: MetricAlarmPlan;
  readonly store: MetricStore;
  readonly clock: Clock;
  readonly current: () => AlarmState;
  /** Is given every evaluation that comes to another state. */
  readonly changed: (evaluation: Evaluation) => Promise<void>;
}

/**
 * Evaluates one alarm at every full minute. While there is no data in sight the outcome cannot change, so it then rests until
 * something is recorded: a clock that is moved by months meets no thousands of idle evaluations.
 */
export class MetricWatch {
  readonly #settings: MetricWatchSettings;
  readonly #everyMs: number;
  #waiting = false;

  constructor(settings: MetricWatchSettings) {
    this.#settings = settings;
    this.#everyMs = settings.plan.periodMs < MINUTE_MS ? SHORT_MS : MINUTE_MS;
    for (const { metric } of settings.plan.queries)
      if (metric !== undefined) settings.store.onRecord(metric, () => this.wake());
  }

  /** Evaluates at the next full minute. */
  wake(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    const { clock } = this.#settings;
    const due = (Math.floor(clock.now() / this.#everyMs) + 1) * this.#everyMs;
    clock.at(due, () => this.#evaluate(due));
  }

  async #evaluate(due: number): Promise<void> {
    this.#waiting = false;
    const { store, plan, current, changed } = this.#settings;
    const before = current();
    const evaluation = evaluateMetricAlarm(store, plan, before, due);
    if (evaluation.sawData || evaluation.state !== before) this.wake();
    if (evaluation.state !== before) await changed(evaluation);
  }
}
