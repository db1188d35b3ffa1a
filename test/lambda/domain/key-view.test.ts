import { expect, test } from '@jest/globals';
import { keyView } from '../../../lambda/domain/key-view.ts';
import { keyItem } from '../../support/build.ts';

test('an operator’s view of a key holds neither its hash nor its usage key', () => {
  const item = keyItem({ keyHash: 'hash-of-the-key', usageKey: 'usage-value', usageKeyId: 'usage-id' });
  expect(JSON.stringify(keyView(item))).not.toMatch(/hash-of-the-key|usage-value|usage-id|bait/);
});

test('an expiry is shown as a date, and none as null', () => {
  expect(keyView(keyItem({ expiresAtSeconds: 1_795_000_000 })).expiresAt).toBe('2026-11-18T11:06:40.000Z');
  expect(keyView(keyItem()).expiresAt).toBeNull();
});
