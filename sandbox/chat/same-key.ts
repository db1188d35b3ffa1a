import { createHash, timingSafeEqual } from 'node:crypto';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two keys are the same, without telling how far they are. */
export const sameKey = (one: string, other: string): boolean => timingSafeEqual(sha256(one), sha256(other));
