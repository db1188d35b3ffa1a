import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { decoySeal, isDecoy, plainSeal } from '../../../lambda/domain/seal.ts';

const KEY = 'ab'.repeat(32);

test('a decoy’s seal is the keyed hash of its id, and looks like any other', () => {
  expect(decoySeal(KEY, 'key_1')).toBe(
    createHmac('sha256', Buffer.from(KEY, 'hex')).update('key_1').digest('hex'),
  );
  expect(plainSeal(new Uint8Array(32).fill(0xab))).toBe(KEY);
  expect(decoySeal(KEY, 'key_1')).toHaveLength(KEY.length);
});

test('only a record with the seal of its own id under that seal key is a decoy’s', () => {
  const seal = decoySeal(KEY, 'key_1');
  expect(isDecoy({ id: 'key_1', seal }, KEY)).toBe(true);
  expect(isDecoy({ id: 'key_2', seal }, KEY)).toBe(false);
  expect(isDecoy({ id: 'key_1', seal }, 'cd'.repeat(32))).toBe(false);
  expect(isDecoy({ id: 'key_1', seal }, undefined)).toBe(false);
  expect(isDecoy({ id: 'key_1', seal: seal.slice(1) }, KEY)).toBe(false);
  expect(isDecoy({ id: 'key_1', seal: '' }, KEY)).toBe(false);
  expect(isDecoy({ id: 'key_1', seal: undefined as never }, KEY)).toBe(false);
});

test.each([0, 31, 33])('%d bytes make no seal', (length) => {
  expect(() => plainSeal(new Uint8Array(length))).toThrow('a seal needs 32 random bytes');
});
