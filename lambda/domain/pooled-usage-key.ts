const PREFIX = 'pool-';

/** The value of a usage key that all keys of a plan share. It says so itself: the record of a key must not take it along. */
export const pooledUsageKey = (random: Uint8Array): string => PREFIX + Buffer.from(random).toString('hex');

export const isPooled = (usageKey: string): boolean => usageKey.startsWith(PREFIX);
