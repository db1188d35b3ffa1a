import * as fc from 'fast-check';

/** `SALLYPORT_RUNS=10 npm test` tries ten times as many cases of each property: what one run of CI has no time for. */
const TIMES = Number(process.env['SALLYPORT_RUNS'] ?? 1);

/** Checks a synchronous property. `fc.assert` is overloaded, and the linter takes every call of it for a promise. */
export function holds<T>(
  property: fc.IProperty<T>,
  { numRuns = 100, ...others }: fc.Parameters<T> = {},
): void {
  void fc.assert(property, { ...others, numRuns: numRuns * TIMES });
}
