import { expect, test } from '@jest/globals';
import { holdsClientKey } from '../../../lambda/domain/holds-client-key.ts';
import { signToken } from '../../../lambda/domain/sign-token.ts';
import { signerOf, tokenClaims } from '../../support/token-makers.ts';

test('a token does not travel to an upstream, wherever the client put it', () => {
  const token = signToken(signerOf(), tokenClaims());
  expect([holdsClientKey(`a=${token}&b`), holdsClientKey(token.replaceAll('.', '%2E'))]).toEqual([
    true,
    true,
  ]);
  expect(holdsClientKey('eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2ln')).toBe(false);
});
