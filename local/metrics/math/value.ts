/** One value per period, oldest first; undefined where there is none. */
export type Points = readonly (number | undefined)[];

/** What an expression can yield: a scalar, a time series, or several. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly points: Points }
  | { readonly kind: 'list'; readonly all: readonly Points[] };

export const scalar = (value: number): Value => ({ kind: 'scalar', value });
export const series = (points: Points): Value => ({ kind: 'series', points });

/** A number that is none is a value that is missing. */
export const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

/** Applies a function point by point; a scalar stands for itself at every point, and lists go series by series. */
export function pointwise(
  values: readonly Value[],
  join: (points: readonly (number | undefined)[]) => number | undefined,
): Value {
  const list = values.find((value) => value.kind === 'list');
  if (list?.kind === 'list')
    return {
      kind: 'list',
      all: list.all.map((_, i) => {
        const one = pointwise(
          values.map((v) => (v.kind === 'list' ? series(v.all[i] ?? []) : v)),
          join,
        );
        return one.kind === 'series' ? one.points : [];
      }),
    };
  const lengths = values.flatMap((value) => (value.kind === 'series' ? [value.points.length] : []));
  if (lengths.length === 0)
    return scalar(join(values.map((v) => (v.kind === 'scalar' ? v.value : undefined))) ?? Number.NaN);
  return series(
    Array.from({ length: Math.max(...lengths) }, (_, i) =>
      finite(
        join(
          values.map((v) => (v.kind === 'series' ? v.points[i] : v.kind === 'scalar' ? v.value : undefined)),
        ),
      ),
    ),
  );
}
