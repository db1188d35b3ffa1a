import { routeAllowed } from './allowed-by-all.ts';
import { readNarrowing } from './read-narrowing.ts';

/** Whether the steps of a token, as the authorizer passed them on, allow a call. What cannot be read allows nothing. */
export function tokenAllows(may: string, method: string, path: string): boolean {
  try {
    const value: unknown = JSON.parse(may);
    if (!Array.isArray(value)) return false;
    const steps = value.map(readNarrowing);
    return steps.every((step) => step !== undefined) && routeAllowed(steps, method, path);
  } catch {
    return false;
  }
}
