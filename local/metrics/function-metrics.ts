import type { InvocationListener } from '../lambda/invocation-listener.ts';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { MetricStore } from './metric-store.ts';
import type { Series } from './series.ts';

const NAMES = ['Invocations', 'Errors', 'Throttles', 'Duration'] as const;
type Metrics = Readonly<Record<(typeof NAMES)[number], Series>>;

/** The metrics that Lambda reports, per function and for all together (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). */
export function functionMetrics(store: MetricStore, plans: readonly FunctionPlan[]): InvocationListener {
  const metrics = (dimensions: Readonly<Record<string, string>>): Metrics =>
    Object.fromEntries(
      NAMES.map((name) => [name, store.series({ namespace: 'AWS/Lambda', name, dimensions })]),
    ) as unknown as Metrics;
  const together = metrics({});
  const byArn = new Map(plans.map(({ arn, name }) => [arn, metrics({ FunctionName: name })]));
  return ({ functionArn, startedAt, durationMs, outcome }) => {
    for (const each of [together, byArn.get(functionArn)]) {
      if (each === undefined) continue;
      // A throttled request is no invocation.
      each.Throttles.add(outcome === 'throttled' ? 1 : 0, startedAt);
      if (outcome === 'throttled') continue;
      each.Invocations.add(1, startedAt);
      each.Errors.add(outcome === 'error' ? 1 : 0, startedAt);
      each.Duration.add(Math.round(durationMs), startedAt);
    }
  };
}
