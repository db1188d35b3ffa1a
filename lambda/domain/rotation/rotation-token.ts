import { createHash } from 'node:crypto';

const GROUPS = [
  [0, 8],
  [8, 12],
  [12, 16],
  [16, 20],
  [20, 32],
] as const;

/**
 * An id for the version that a rotation makes, from what asked for it: asking again with the same words asks for the same
 * rotation. Secrets Manager takes 32 to 64 characters and recommends the form of a UUID.
 */
export function rotationToken(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  return GROUPS.map(([start, end]) => hex.slice(start, end)).join('-');
}
