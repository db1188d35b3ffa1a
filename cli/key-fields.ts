import type { KeyView } from '../lambda/domain/key-view.ts';

/** A key's state in words; an active key whose time is over says so. */
export const stateText = (key: KeyView, now: Date): string =>
  key.state === 'active' && key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()
    ? 'expired'
    : key.state;

const labelText = (labels: KeyView['labels']): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ') || '-';

/** A key's record, one field a line. */
export const keyFields = (key: KeyView, now: Date): readonly (readonly [string, string])[] => [
  ['id', key.id],
  ['client', key.client],
  ['products', key.products.join(', ')],
  ['plan', key.plan],
  ['role', key.role ?? 'none: whatever the products open'],
  ['scopes', key.scopes?.join(', ') ?? 'all that the products open'],
  ['tokens', key.mayMint ? 'may mint' : 'may not mint'],
  ['state', key.stateReason === null ? stateText(key, now) : `${stateText(key, now)} (${key.stateReason})`],
  ['expires', key.expiresAt ?? 'never'],
  ['addresses', key.ips.length === 0 ? 'any' : key.ips.join(', ')],
  ['owner', key.owner ?? '-'],
  ['labels', labelText(key.labels)],
  ['note', key.note === '' ? '-' : key.note],
  ['created', key.createdAt],
  ...(key.rotatedAt === null ? [] : [['rerolled', key.rotatedAt] as const]),
];
