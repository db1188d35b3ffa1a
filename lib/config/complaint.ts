/**
 * What is wrong with one value of the config, and what to write instead. Neither text ever quotes the value: a key pasted
 * into the wrong field must not reach a terminal or a build log.
 */
export interface Complaint {
  readonly kind: 'complaint';
  readonly problem: string;
  readonly fix: string;
}

/** A complaint, worded so that `<path>: <problem>. Fix: <fix>.` reads as two sentences. */
export const complain = (problem: string, fix: string): Complaint => ({ kind: 'complaint', problem, fix });

/** Tells a complaint from a value that was read. */
export function isComplaint(value: unknown): value is Complaint {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'complaint';
}
