import { expect, test } from '@jest/globals';
import { callerOf } from '../../../lambda/domain/caller.ts';
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
