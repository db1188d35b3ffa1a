import { expect, test } from '@jest/globals';
import type { MintedItem } from '../../../contract/token-tables.ts';
import { judgeMinted, judgeToken } from '../../../lambda/domain/judge-token.ts';
import type { OpenedToken } from '../../../lambda/domain/open-token.ts';
import { NO_SIGNERS, withOneSigning, withSigner } from '../../../lambda/domain/signers.ts';
import { readSigningSecret } from '../../../lambda/domain/signing-secret.ts';
import { tokenView } from '../../../lambda/domain/token-view.ts';
import { AUDIENCE, holderOf, KID, TOKEN_NOW, testKey, tokenClaims } from '../../support/token-makers.ts';

const NOW = TOKEN_NOW.getTime() / 1000;
const token = (over: Partial<OpenedToken> = {}): OpenedToken => ({
  ...{ keyId: 'key_1', keyHash: 'h', jti: 'tok_1', digest: 'd', audience: AUDIENCE, ancestors: [] },
  ...{ nbfSeconds: NOW, expSeconds: NOW + 60, may: [], ...over },
});
const judge = (over: Partial<OpenedToken>, ip = '203.0.113.7') =>
  judgeToken(token(over), { now: TOKEN_NOW, ip, audience: AUDIENCE });

test('a token opens from its beginning, with five seconds for clocks that differ, to the second before its end', () => {
  expect(judge({})).toBe('accepted');
  expect(judge({ nbfSeconds: NOW + 5 })).toBe('accepted');
  expect(judge({ nbfSeconds: NOW + 6 })).toBe('early');
  expect(judge({ expSeconds: NOW + 1 })).toBe('accepted');
  expect(judge({ expSeconds: NOW })).toBe('expired');
});

test('a token of another gateway opens nothing, and one for other addresses nothing from here', () => {
  expect(judge({ audience: `${AUDIENCE}x` })).toBe('audience');
  expect(judge({ may: [{ ips: ['198.51.100.0/24'] }] })).toBe('ip');
  expect(judge({ may: [{ ips: ['198.51.100.0/24'] }] }, '198.51.100.9')).toBe('accepted');
});

const minted = (over: Partial<MintedItem> = {}): MintedItem => ({
  ...{ jti: 'tok_1', digest: 'd', keyId: 'key_1', client: 'acme', label: '', mintedAt: '', mintedBy: 'key' },
  ...{ expiresAt: NOW + 60, may: '[]', ...over },
});
const revoked = minted({ revokedAt: '2026-11-26T12:00:00.000Z' });

test('a token lives while its own record and those of all its ancestors say so', () => {
  expect(judgeMinted(token(), minted(), [])).toBe('accepted');
  expect(judgeMinted(token(), minted(), [minted(), minted()])).toBe('accepted');
  expect(judgeMinted(token(), 'counted', [minted()])).toBe('accepted');
});

test.each<[string, MintedItem | undefined | 'counted', readonly (MintedItem | undefined)[]]>([
  ['its record is gone', undefined, []],
  ['it is revoked', revoked, []],
  ['an ancestor is revoked', minted(), [minted(), revoked]],
  ['an ancestor’s record is gone', 'counted', [undefined]],
])('a token is over when %s', (_why, own, ancestors) => {
  expect(judgeMinted(token(), own, ancestors)).toBe('revoked');
});

test('a token whose record is about another token was forged', () => {
  expect(judgeMinted(token(), minted({ digest: 'other' }), [])).toBe('forged');
  expect(judgeMinted(token(), minted({ keyId: 'key_2' }), [])).toBe('forged');
});

test('a signing key is put on the list once, and those that no living token bears are left out', () => {
  const one = withSigner(NO_SIGNERS, 'a', 'xa', TOKEN_NOW);
  expect(one).toEqual({ id: 'tokens', version: 1, keys: { a: { x: 'xa' } } });
  expect(withSigner(one, 'a', 'xa', TOKEN_NOW)).toBe(one);
  const over = {
    ...one,
    keys: { old: { x: 'xo', endsAt: NOW }, last: { x: 'xl', endsAt: NOW + 1 }, a: { x: 'xa' } },
  };
  expect(withSigner(over, 'b', 'xb', TOKEN_NOW)).toEqual({
    ...{ id: 'tokens', version: 2 },
    keys: { last: { x: 'xl', endsAt: NOW + 1 }, a: { x: 'xa' }, b: { x: 'xb' } },
  });
});

test('once a key alone signs, every other one ends with its last token, and one that ends already keeps its end', () => {
  const keys = { a: { x: 'xa' }, b: { x: 'xb' }, c: { x: 'xc', endsAt: NOW + 1 } };
  const list = { ...NO_SIGNERS, version: 4, keys };
  const now = new Date(TOKEN_NOW.getTime() + 1);
  expect(withOneSigning(list, 'b', now, 100)).toEqual({
    ...{ id: 'tokens', version: 5 },
    keys: { ...keys, a: { x: 'xa', endsAt: NOW + 101 } },
  });
  const done = { ...list, keys: { b: { x: 'xb' }, c: keys.c } };
  expect(withOneSigning(done, 'b', now, 100)).toBe(done);
});

const D = Buffer.alloc(32, 1).toString('base64url');

test('a signing secret is read as the key it holds', () => {
  const signer = readSigningSecret(JSON.stringify({ state: 'SET', kid: KID, d: D }));
  expect(signer?.kid).toBe(KID);
  expect(signer?.key.equals(testKey(1))).toBe(true);
});

test.each([
  '',
  '{',
  'null',
  '{"state":"UNSET"}',
  JSON.stringify({ state: 'UNSET', kid: KID, d: D }),
  JSON.stringify({ state: 'SET', kid: 7, d: D }),
  JSON.stringify({ state: 'SET', kid: KID }),
  JSON.stringify({ state: 'SET', kid: KID, d: 'short' }),
])('a signing secret that is none is no signer, and no error repeats it: %s', (text) => {
  expect(readSigningSecret(text)).toBeUndefined();
});

test('what is told of a token is what it is bound to, never the token', () => {
  const plain = { id: tokenClaims().jti, keyId: tokenClaims().sub, expiresAt: '2026-11-26T12:15:00.000Z' };
  expect(tokenView(tokenClaims(), 'ci')).toEqual({
    ...plain,
    may: [],
    uses: null,
    bound: false,
    label: 'ci',
  });
  const may = [{ methods: ['GET'] }];
  expect(tokenView(tokenClaims({ may, uses: 3, cnf: holderOf(2) }), '')).toEqual({
    ...plain,
    may,
    uses: 3,
    bound: true,
    label: '',
  });
});
