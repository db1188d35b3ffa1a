import * as fc from 'fast-check';

/** Checks a synchronous property. `fc.assert` is overloaded, and the linter takes every call of it for a promise. */
export function holds<T>(property: fc.IProperty<T>, parameters?: fc.Parameters<T>): void {
  void fc.assert(property, parameters);
}
