/** The middle of the samples, or the mean of the two in the middle. @throws {RangeError} without samples */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('a median needs samples');
  return (lower + upper) / 2;
}

/** Smallest and largest sample, as `0.91–1.20`. */
export const spread = (samples: readonly number[], digits: number): string =>
  `${Math.min(...samples).toFixed(digits)}–${Math.max(...samples).toFixed(digits)}`;

/** A figure as it is printed and as it is compared: rounded to some digits. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
