import { createPublicKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TOKEN_LENGTH_MAX } from '../../../contract/tokens.ts';
import { openToken } from '../../../lambda/domain/open-token.ts';
import { signToken } from '../../../lambda/domain/sign-token.ts';
import { readTokenForm, TOKEN_PATTERN } from '../../../lambda/domain/token-form.ts';
import { TOKEN_VECTORS } from '../../fixtures/token-vectors.ts';
import { anyText } from '../../support/any-text.ts';
import { KID, signerOf, testKey, tokenClaims } from '../../support/token-makers.ts';

const PUBLIC = createPublicKey(testKey(1));
const opens = (credential: string): boolean => {
  const form = readTokenForm(credential);
  return form !== undefined && openToken(form, PUBLIC) !== undefined;
};

test.each(TOKEN_VECTORS)('$family, $what: refused unless it is good', ({ credential, good }) => {
  expect(opens(credential)).toBe(good);
});

test('only what is wrong with payload or signature gets as far as a key', () => {
  const further = TOKEN_VECTORS.filter(({ credential }) => readTokenForm(credential) !== undefined);
  expect([...new Set(further.map(({ family }) => family))]).toEqual([
    'good',
    'wrong curve',
    'malleable',
    'payload',
    'signature',
  ]);
});

test('a token names its signing key, and nothing else is taken from its header', () => {
  const form = readTokenForm(signToken(signerOf(), tokenClaims()));
  expect(Object.keys(form ?? {}).sort()).toEqual(['kid', 'links', 'minted', 'signature', 'signed']);
  expect(form?.kid).toBe(KID);
});

test('a token that is too long is refused before it is looked into', () => {
  const long = signToken(signerOf(), tokenClaims({ may: [{ paths: ['/a'] }] }));
  expect(opens(long)).toBe(true);
  expect(readTokenForm(long + 'A'.repeat(TOKEN_LENGTH_MAX))).toBeUndefined();
});

test('arbitrary texts and bytes are refused without an exception, and in no time', () => {
  const piece = fc.oneof(
    fc.string(),
    anyText(),
    fc.constantFrom('.', '~', '=', ...signToken(signerOf(), tokenClaims()).split('.')),
    fc.base64String(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const startedAt = performance.now();
      const form = readTokenForm(text);
      expect(performance.now() - startedAt).toBeLessThan(250);
      if (form !== undefined) openToken(form, PUBLIC);
    }),
    { numRuns: 500 },
  );
});

test('one changed character anywhere makes a token worthless', () => {
  const good = signToken(signerOf(), tokenClaims());
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, by) => {
      fc.pre(good[at] !== by);
      expect(opens(good.slice(0, at) + by + good.slice(at + 1))).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('the published pattern finds every token', () => {
  expect(TOKEN_PATTERN.test(signToken(signerOf(), tokenClaims({ uses: 3 })))).toBe(true);
});
