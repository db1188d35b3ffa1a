import { runInThisContext } from 'node:vm';

const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/**
 * `@google/genai` looks for the dispatcher of Node's `fetch` on the global object. Jest runs a test on a global object of its
 * own, on which Node does not put it; a program that uses the SDK needs nothing like this.
 */
export function lendDispatcher(): void {
  new Headers(); // Node makes the dispatcher when fetch's classes are first used.
  const main: Record<symbol, unknown> = runInThisContext('globalThis');
  Object.assign(globalThis, { [DISPATCHER]: main[DISPATCHER] });
}
