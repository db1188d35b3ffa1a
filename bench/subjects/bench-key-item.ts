import type { KeyItem } from '../../contract/tables.ts';

/** The id of every key that the stand-in for DynamoDB knows follows from its hash. */
export const keyIdOf = (keyHash: string): string => `key_${keyHash.slice(0, 20)}`;

/** Every well-formed key is known to the bench and opens everything. */
export const benchKeyItem = (keyHash: string, plan: string): KeyItem => ({
  keyHash,
  id: keyIdOf(keyHash),
  client: 'bench',
  products: ['gemini'],
  plan,
  state: 'active',
  usageKey: 'usage-key-of-the-bench',
  usageKeyId: 'abcde12345',
  expiresAtSeconds: 0,
  ips: [],
  note: '',
  createdAt: '2026-11-23T00:00:00.000Z',
  seal: '0'.repeat(64),
});
