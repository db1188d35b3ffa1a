import * as fc from 'fast-check';
import { RUNS } from '../../support/runs.ts';

/** Checks a synchronous property. `fc.assert` is overloaded, and the linter takes every call of it for a promise. */
export function holds<T>(
  property: fc.IProperty<T>,
  { numRuns = 100, ...others }: fc.Parameters<T> = {},
): void {
  void fc.assert(property, { ...others, numRuns: numRuns * RUNS });
}
