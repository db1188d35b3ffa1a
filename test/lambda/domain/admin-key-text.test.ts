import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { complaintAboutAdminKey } from '../../../lambda/domain/admin-key-text.ts';

/** `whsec_` and as many random bytes in base64. */
const secretOf = fc
  .nat({ max: 120 })
  .chain((length) => fc.tuple(fc.constant(length), fc.uint8Array({ minLength: length, maxLength: length })))
  .map(([length, key]): readonly [number, string] => [
    length,
    `whsec_${Buffer.from(key).toString('base64')}`,
  ]);

test('every signing secret of 24 to 64 bytes is taken, and none of another length', () => {
  fc.assert(
    fc.property(secretOf, ([length, text]) => {
      expect(complaintAboutAdminKey('webhook', text) === undefined).toBe(length >= 24 && length <= 64);
    }),
  );
});

test.each([
  ['webhook', 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0'],
  ['webhook', 'whsec_not*base64*not*base64*not*base64'],
  ['openai-admin', 'sk-proj-0123456789'],
  ['openai-admin', 'sk-svcacct-0123456789'],
  ['two-keys', 'two words'],
  ['two-keys', ''],
] as const)('the driver %s takes no %j, and the complaint does not repeat it', (driver, text) => {
  const complaint = complaintAboutAdminKey(driver, text);
  expect(complaint).toBeDefined();
  if (text !== '') expect(complaint).not.toContain(text);
});

test.each([
  ['openai-admin', 'sk-admin-0123456789'],
  ['openai-admin', 'a-form-of-next-year'],
  ['two-keys', 'abc8Q~0123456789.-_'],
] as const)('the driver %s takes %j', (driver, text) => {
  expect(complaintAboutAdminKey(driver, text)).toBeUndefined();
});
