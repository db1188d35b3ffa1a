import { type Points, pointwise, scalar, series, type Value } from './value.ts';

export type MathFunction = (args: readonly Value[]) => Value | undefined;

const present = (points: Points): readonly number[] => points.filter((p) => p !== undefined);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Of one series a scalar; of several, one series. A point that no series has stays missing. */
const aggregate =
  (join: (values: readonly number[], count: number) => number): MathFunction =>
  ([value]) => {
    if (value?.kind === 'series') {
      const values = present(value.points);
      return scalar(values.length === 0 ? Number.NaN : join(values, values.length));
    }
    if (value?.kind !== 'list') return value;
    const length = Math.max(0, ...value.all.map((points) => points.length));
    return series(
      Array.from({ length }, (_, i) => {
        const values = present(value.all.map((points) => points[i]));
        return values.length === 0 ? undefined : join(values, value.all.length);
      }),
    );
  };

const each =
  (change: (value: number) => number): MathFunction =>
  ([value]) =>
    value && pointwise([value], ([point]) => (point === undefined ? undefined : change(point)));

/** The condition decides point by point; without a third argument what does not hold is missing. */
const when: MathFunction = ([condition, yes, no]) => {
  if (condition === undefined || yes === undefined) return undefined;
  return pointwise(no === undefined ? [condition, yes] : [condition, yes, no], ([holds, a, b]) =>
    holds === undefined ? undefined : holds !== 0 ? a : b,
  );
};

/** The keyword as an argument of `FILL`. */
export const REPEAT: Value = { kind: 'list', all: [] };

/** By a number, by another series, or by the value before (`REPEAT`). */
const fill: MathFunction = ([value, filler]) => {
  if (value === undefined || filler === undefined) return undefined;
  if (filler !== REPEAT) return pointwise([value, filler], ([point, other]) => point ?? other);
  if (value.kind === 'list') return { kind: 'list', all: value.all.map(repeated) };
  return value.kind === 'series' ? series(repeated(value.points)) : value;
};

function repeated(points: Points): Points {
  let last: number | undefined;
  return points.map((point) => {
    last = point ?? last;
    return last;
  });
}

/** Those that alarms use; others are not calculated here (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html). */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: each(Math.abs),
  AVG: aggregate((values, count) => sum(values) / count),
  CEIL: each(Math.ceil),
  FILL: fill,
  FLOOR: each(Math.floor),
  IF: when,
  MAX: aggregate((values) => Math.max(...values)),
  MIN: aggregate((values) => Math.min(...values)),
  SUM: aggregate(sum),
};
