import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { KeyItem } from '../../contract/tables.ts';

const DAY_MS = 86_400_000;

/** How old this key itself is, in milliseconds. A reroll starts anew; NaN where the record does not say. */
export const keyAgeMs = (
  { createdAt, rotatedAt }: Pick<KeyItem, 'createdAt' | 'rotatedAt'>,
  now: Date,
): number => now.getTime() - Date.parse(rotatedAt ?? createdAt);

/** Whether a key is older than the stage's policy allows. One whose age is not known is. */
export const overAge = (
  key: Pick<KeyItem, 'createdAt' | 'rotatedAt'>,
  policy: KeyPolicy,
  now: Date,
): boolean => !(keyAgeMs(key, now) <= policy.maxAgeDays * DAY_MS);
