/** The largest distance between two samples' cumulative distributions (Kolmogorov and Smirnov): 0 alike, 1 disjoint. */
export function distanceOf(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [sorted(a), sorted(b)];
  let [i, j, distance] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i] ?? 0, right[j] ?? 0);
    while (i < left.length && (left[i] ?? 0) <= value) i += 1;
    while (j < right.length && (right[j] ?? 0) <= value) j += 1;
    distance = Math.max(distance, Math.abs(i / left.length - j / right.length));
  }
  return distance;
}

export const medianOf = (sample: readonly number[]): number =>
  sorted(sample)[sample.length >> 1] ?? Number.NaN;

const sorted = (sample: readonly number[]): readonly number[] => sample.toSorted((a, b) => a - b);
