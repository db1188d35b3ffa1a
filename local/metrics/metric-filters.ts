import type { FilterMatch } from '../logs/compile-filter.ts';
import type { LogLine } from '../logs/log-lines.ts';
import type { MetricFilterPlan, TransformationPlan } from '../plan/plan-metric-filters.ts';
import type { Clock } from '../time/clock.ts';
import type { MetricStore } from './metric-store.ts';

const MINUTE_MS = 60_000;

/** The metric filters of the stack: turn lines of a log group into metrics. */
export class MetricFilters {
  readonly #plans: readonly MetricFilterPlan[];
  readonly #store: MetricStore;
  readonly #clock: Clock;
  /** Filters with a default value → the minute that is being watched, and whether a line has met the filter in it. */
  readonly #watched = new Map<MetricFilterPlan, { readonly minute: number; met: boolean }>();

  constructor(plans: readonly MetricFilterPlan[], store: MetricStore, clock: Clock) {
    this.#plans = plans;
    this.#store = store;
    this.#clock = clock;
  }

  /** A property, so that it can be handed on by itself. */
  readonly read = ({ logGroup, at, message }: LogLine): void => {
    for (const plan of this.#plans) {
      if (plan.logGroup !== logGroup) continue;
      const match = plan.filter(message);
      this.#watch(plan, at, match !== undefined);
      if (match === undefined) continue;
      for (const transformation of plan.transformations) this.#record(transformation, match, at);
    }
  };

  #record({ namespace, name, value, dimensions }: TransformationPlan, match: FilterMatch, at: number): void {
    const number = Number(value.startsWith('$') ? (match.value(value) ?? Number.NaN) : value);
    const found = Object.entries(dimensions).map(([key, selector]) => [key, match.value(selector)] as const);
    if (!Number.isFinite(number) || found.some(([, text]) => text === undefined)) return;
    const named = Object.fromEntries(found.map(([key, text]) => [key, text ?? '']));
    this.#store.series({ namespace, name, dimensions: named }).add(number, at);
  }

  /** At the end of a minute with lines but no match, the default value is recorded. */
  #watch(plan: MetricFilterPlan, at: number, met: boolean): void {
    if (plan.transformations.every(({ defaultValue }) => defaultValue === undefined)) return;
    const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    const known = this.#watched.get(plan);
    if (known?.minute === minute) {
      known.met ||= met;
      return;
    }
    const watched = { minute, met };
    this.#watched.set(plan, watched);
    // Just before the minute ends, so that an alarm that is evaluated then knows of it.
    this.#clock.at(minute + MINUTE_MS - 1, () => {
      if (watched.met) return;
      for (const { namespace, name, defaultValue } of plan.transformations)
        if (defaultValue !== undefined)
          this.#store.series({ namespace, name, dimensions: {} }).add(defaultValue, minute);
    });
  }
}
