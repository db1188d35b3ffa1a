import { expect, test } from '@jest/globals';
import { mintGrant, readMintGrant } from '../../../lambda/domain/mint-grant.ts';
import type { OpenedToken } from '../../../lambda/domain/open-token.ts';
import { isTokenPath, readNarrowing } from '../../../lambda/domain/read-narrowing.ts';

const token: OpenedToken = {
  ...{ keyId: 'key_1', keyHash: 'h', jti: 'tok_1', digest: 'd', audience: 'a', ancestors: ['tok_0'] },
  ...{ nbfSeconds: 1, expSeconds: 2, may: [{ methods: ['GET'] }] },
};
const { jti, digest, ancestors, expSeconds, may } = token;
const PARENT = { jti, digest, ancestors, expSeconds, may };

test('a key hands itself on, and a token what it leaves of its key', () => {
  expect(mintGrant({ keyHash: 'h' })).toEqual({ keyHash: 'h' });
  expect(mintGrant({ keyHash: 'h' }, token)).toEqual({ keyHash: 'h', parent: PARENT });
  expect(mintGrant({ keyHash: 'h' }, { ...token, uses: 3 })).toEqual({
    keyHash: 'h',
    parent: { ...PARENT, uses: 3 },
  });
});

test('what the authorizer says is read as it was said', () => {
  for (const grant of [mintGrant({ keyHash: 'h' }), mintGrant({ keyHash: 'h' }, { ...token, uses: 3 })])
    expect(readMintGrant(JSON.stringify(grant))).toEqual(grant);
  expect(readMintGrant(JSON.stringify({ keyHash: 'h', admin: true }))).toEqual({ keyHash: 'h' });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['an object', { keyHash: 'h' }],
  ['no JSON', '{'],
  ['null', 'null'],
  ['no hash', '{}'],
  ['a hash that is none', '{"keyHash":7}'],
  ['a parent that is null', '{"keyHash":"h","parent":null}'],
  ...(
    [
      { ancestors: 'tok_0' },
      { ancestors: ['1', '2', '3', '4'] },
      { expSeconds: 1.5 },
      { expSeconds: '2' },
      { may: {} },
      { may: [{ widen: ['*'] }] },
    ] as const
  ).map((over): [string, string] => [
    JSON.stringify(over),
    JSON.stringify({ keyHash: 'h', parent: { ...PARENT, ...over } }),
  ]),
])('%s is no grant', (_what, text) => {
  expect(readMintGrant(text)).toBeUndefined();
});

test('three ancestors are not too many', () => {
  const parent = { ...PARENT, ancestors: ['1', '2', '3'] };
  expect(readMintGrant(JSON.stringify({ keyHash: 'h', parent }))).toEqual({ keyHash: 'h', parent });
});

test.each(['/a', '/a/b', '/a/*', '/a/x*y', '/a/**', '/a/%2A', "/a-._~!$&'()+,;=:@", `/${'a'.repeat(199)}`])(
  '%s is a path of a token',
  (path) => {
    expect(isTokenPath(path)).toBe(true);
  },
);

test.each([
  '',
  'a',
  '/',
  '/a//b',
  '/**',
  '/a/**/b',
  '/a/.',
  '/a/..',
  '/a/*b*',
  '/a/%2',
  '/a b',
  '/a\\b',
  '/é',
  '/a?b',
  '/a#b',
  `/${'a'.repeat(200)}`,
])('%j is no path of a token', (path) => {
  expect(isTokenPath(path)).toBe(false);
});

const TEN = Array.from({ length: 10 }, (_, n) => `p${n}`);

test.each<[object]>([
  [{}],
  [{ products: TEN }],
  [{ scopes: ['GET:/weather/x', '*:/weather/**'], methods: ['GET', 'OPTIONS'] }],
  [{ paths: ['/weather/*'], ips: ['203.0.113.0/24', '::1'] }],
])('%j narrows', (value) => {
  expect(readNarrowing(value)).toEqual(value);
});

test.each<[unknown]>([
  ...[
    [null],
    ['x'],
    [7],
    [[]],
    [{ products: [] }],
    [{ products: [...TEN, 'q'] }],
    [{ products: ['a', 'a'] }],
  ],
  ...[
    [{ products: ['A'] }],
    [{ products: ['1a'] }],
    [{ products: ['a'.repeat(41)] }],
    [{ products: [7] }],
    [{ products: 'a' }],
  ],
  ...[[{ methods: ['get'] }], [{ methods: ['TRACE'] }], [{ scopes: ['x'] }], [{ scopes: ['GET:/a/*b*'] }]],
  ...[[{ paths: ['a'] }], [{ ips: ['x'] }], [{ constructor: ['a'] }], [{ other: ['a'] }]],
] as [unknown][])('%j narrows nothing that is known', (value) => {
  expect(readNarrowing(value)).toBeUndefined();
});
