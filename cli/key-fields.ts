import type { KeyView } from '../lambda/domain/key-view.ts';

/** A key's state in words; an active key whose time is over says so. */
export const stateText = (key: KeyView, now: Date): string =>
  key.state === 'active' && key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()
    ? 'expired'
    : key.state;

/** A key's record, one field a line. */
export const keyFields = (key: KeyView, now: Date): readonly (readonly [string, string])[] => [
  ['id', key.id],
  ['client', key.client],
  ['products', key.products.join(', ')],
  ['plan', key.plan],
  ['state', stateText(key, now)],
  ['expires', key.expiresAt ?? 'never'],
  ['addresses', key.ips.length === 0 ? 'any' : key.ips.join(', ')],
  ['note', key.note === '' ? '-' : key.note],
  ['created', key.createdAt],
];
