import type { MetricQueryPlan } from '../plan/alarm-plan.ts';
import { compileExpression, pointsOf } from './math/compile-expression.ts';
import type { Points } from './math/value.ts';
import type { MetricStore } from './metric-store.ts';
import { statisticOf } from './statistic.ts';

/** A stretch of time, cut into periods. */
export interface Periods {
  /** Unix milliseconds. */
  readonly from: number;
  readonly periodMs: number;
  readonly count: number;
}

/** The points of every query of a list, by id; expressions may name each other, but not in a circle. */
export function queryPoints(
  store: MetricStore,
  queries: readonly MetricQueryPlan[],
  { from, periodMs, count }: Periods,
): ReadonlyMap<string, Points> {
  const found = new Map<string, Points>();
  const under = new Set<string>();
  const pointsFor = (query: MetricQueryPlan): Points => {
    const known = found.get(query.id);
    if (known !== undefined || under.has(query.id)) return known ?? [];
    under.add(query.id);
    const points = query.expression === undefined ? read(query) : calculate(query.expression);
    found.set(query.id, points);
    return points;
  };
  const read = ({ metric, statistic = '' }: MetricQueryPlan): Points =>
    Array.from({ length: count }, (_, i) => {
      const start = from + i * periodMs;
      const bucket = metric && store.window(metric, start, start + periodMs);
      return bucket && statisticOf(statistic)?.(bucket);
    });
  const calculate = (text: string): Points => {
    const scope = {
      length: count,
      lookUp: (id: string) => {
        const query = queries.find((q) => q.id === id);
        return query && pointsFor(query);
      },
      metrics: () => queries.filter((q) => q.expression === undefined).map(pointsFor),
    };
    const expression = compileExpression(text);
    return expression === undefined ? [] : pointsOf(expression(scope), count);
  };
  for (const query of queries) pointsFor(query);
  return found;
}
