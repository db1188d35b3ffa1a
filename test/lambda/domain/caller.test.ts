import { expect, test } from '@jest/globals';
import { callerOf, holderOf } from '../../../lambda/domain/caller.ts';
import type { OpenedToken } from '../../../lambda/domain/open-token.ts';
import { callerContext, keyItem } from '../../support/build.ts';

test('a key that nothing narrows says so in a word that no role and no scope can have', () => {
  expect(callerOf(keyItem()).context).toEqual(callerContext());
});

test('what narrows a key reaches the proxy', () => {
  const scopes = ['GET:/weather/x', '*:/weather/y'];
  expect(callerOf(keyItem({ role: 'reader', scopes })).context).toMatchObject({
    role: 'reader',
    scopes: 'GET:/weather/x *:/weather/y',
  });
});

test.each([
  ['role', { role: '' }],
  ['role', { role: '*' }],
  ['scopes', { scopes: [] }],
  ['scopes', { scopes: ['*'] }],
])('a damaged narrowing never widens: %s %j', (field, over) => {
  expect(callerOf(keyItem(over)).context).toMatchObject({ [field]: '' });
});

const tokenWith = (may: OpenedToken['may']): OpenedToken => ({
  ...{ keyId: 'key_1', keyHash: 'h', jti: 'tok_1', digest: 'd', audience: 'a', ancestors: [] },
  ...{ nbfSeconds: 0, expSeconds: 1, may },
});

test('the holder of a token has what its key has, and is told apart by the token’s id', () => {
  const key = keyItem({ role: 'reader' });
  const { context, usageKey } = callerOf(key);
  expect(holderOf(key, tokenWith([]))).toEqual({ usageKey, context: { ...context, tokenId: 'tok_1' } });
});

test('the steps of a token take products away, and reach the proxy where it decides on them', () => {
  const key = keyItem({ products: ['a', 'b', 'c'] });
  const may = [{ products: ['c', 'a'] }, { methods: ['GET'], ips: ['::/0'] }];
  expect(holderOf(key, tokenWith(may)).context).toMatchObject({
    products: 'a c',
    may: JSON.stringify([{ methods: ['GET'] }]),
  });
});
