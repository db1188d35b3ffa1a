import { expect, test } from '@jest/globals';
import { TOKEN_DEPTH_MAX } from '../../../contract/tokens.ts';
import { narrowOffline } from '../../../lambda/domain/narrow-offline.ts';
import { signToken } from '../../../lambda/domain/sign-token.ts';
import { readTokenForm } from '../../../lambda/domain/token-form.ts';
import { holderOf, signerOf, testKey, tokenClaims } from '../../support/token-makers.ts';

const bound = signToken(signerOf(), tokenClaims({ cnf: holderOf(3) }));

test('a holder adds a link, and no other key does', () => {
  const narrowed = narrowOffline(bound, testKey(3), { may: { methods: ['GET'] } });
  expect(readTokenForm('token' in narrowed ? narrowed.token : '')?.links).toHaveLength(1);
  expect(narrowOffline(bound, testKey(4), {})).toEqual({
    problem: 'the key is not that of the token’s holder',
  });
});

test('after a link its own holder is the next one who may, and none is where it names none', () => {
  const once = narrowOffline(bound, testKey(3), { cnf: holderOf(4) });
  const token = 'token' in once ? once.token : '';
  expect(narrowOffline(token, testKey(3), {})).toHaveProperty('problem');
  const twice = narrowOffline(token, testKey(4), {});
  expect(narrowOffline('token' in twice ? twice.token : '', testKey(4), {})).toEqual({
    problem: 'the token names no holder; only the mint can narrow it',
  });
});

test('what is no token, or one of a signer alone, is said to be so', () => {
  expect(narrowOffline('sp_test_x', testKey(3), {})).toEqual({ problem: 'this is no token of a gateway' });
  expect(narrowOffline(signToken(signerOf(), tokenClaims()), testKey(3), {})).toEqual({
    problem: 'the token names no holder; only the mint can narrow it',
  });
});

test('a token is narrowed as often as tokens allow, and not longer than they may be', () => {
  let token = bound;
  for (let depth = 0; depth < TOKEN_DEPTH_MAX; depth += 1) {
    const next = narrowOffline(token, testKey(3), { cnf: holderOf(3) });
    token = 'token' in next ? next.token : '';
  }
  expect(narrowOffline(token, testKey(3), {})).toEqual({
    problem: `the token was narrowed ${TOKEN_DEPTH_MAX} times, which is the most`,
  });
  const paths = Array.from({ length: 20 }, (_, n) => `/${'p'.repeat(500)}${n}`);
  expect(narrowOffline(bound, testKey(3), { may: { paths } })).toMatchObject({
    problem: expect.stringMatching(/^the token would be longer than \d+ characters$/),
  });
});
