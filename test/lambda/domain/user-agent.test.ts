import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { cleanUserAgent } from '../../../lambda/domain/user-agent.ts';

const KEY = mintClientKey('test', new Uint8Array(32).fill(7)).reveal();

test('whatever a stranger sends as user agent is stored as at most 160 printable characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      expect(cleanUserAgent(text)).toMatch(/^[ -~]{0,160}$/);
    }),
  );
  expect(cleanUserAgent(undefined)).toBe('');
});

test('a client key in a user agent is not stored, plain or percent-encoded, whole or cut', () => {
  for (const text of [
    KEY,
    `${'a'.repeat(150)}${KEY}`,
    `x ${KEY} ${KEY}`,
    KEY.replaceAll('_', '%5f'),
    KEY.slice(0, -9),
  ])
    expect(cleanUserAgent(text)).not.toContain(KEY.slice(8, 28));
});
