import { expect, test } from '@jest/globals';
import { keyState, keyView } from '../../../lambda/domain/key-view.ts';
import { keyItem } from '../../support/build.ts';

test('an operator’s view of a key holds neither its hash nor its usage key', () => {
  const item = keyItem({ keyHash: 'hash-of-the-key', usageKey: 'usage-value', usageKeyId: 'usage-id' });
  expect(JSON.stringify(keyView(item))).not.toMatch(/hash-of-the-key|usage-value|usage-id|bait/);
});

test('an expiry is shown as a date, and none as null', () => {
  expect(keyView(keyItem({ expiresAtSeconds: 1_795_000_000 })).expiresAt).toBe('2026-11-18T11:06:40.000Z');
  expect(keyView(keyItem()).expiresAt).toBeNull();
});

const PLAIN = {
  ...{ id: 'key_00000000000000000001', client: 'acme', products: ['weather'], plan: 'basic', role: null },
  ...{
    scopes: null,
    mayMint: false,
    state: 'active',
    stateReason: null,
    expiresAt: null,
    ips: [],
    owner: null,
  },
  ...{ labels: {}, note: '', createdAt: '2026-11-23T00:00:00.000Z', rotatedAt: null, version: 0 },
};

test('what a record does not say is null or nothing, and what it says is shown', () => {
  expect(keyView(keyItem())).toEqual(PLAIN);
  const said = {
    ...{ role: 'reader', scopes: ['GET:/weather/x'], mayMint: true, stateReason: 'asked', owner: 'ops' },
    ...{ labels: { a: 'b' }, rotatedAt: '2026-11-24T00:00:00.000Z', version: 3 },
  };
  expect(keyView(keyItem(said))).toEqual({ ...PLAIN, ...said });
});

test('an operator’s record of a key has every field but its id, as text', () => {
  const { id: _, ...rest } = PLAIN;
  expect(keyState(keyItem())).toEqual({
    ...rest,
    ...{ products: '["weather"]', role: 'null', scopes: 'null', mayMint: 'false', stateReason: 'null' },
    ...{ expiresAt: 'null', ips: '[]', owner: 'null', labels: '{}', rotatedAt: 'null', version: '0' },
  });
});
