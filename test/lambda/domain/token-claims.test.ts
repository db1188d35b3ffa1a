import { expect, test } from '@jest/globals';
import { readLinkClaims, readTokenClaims } from '../../../lambda/domain/token-claims.ts';
import { holderOf, TOKEN_NOW, tokenClaims } from '../../support/token-makers.ts';

const NOW = TOKEN_NOW.getTime() / 1000;
const HOURS_12 = 12 * 3_600;
const JTI = 'tok_00000000000000000002';
const STEP = { methods: ['GET'] };

test.each<[string, object]>([
  ['nothing more', {}],
  ['the longest life', { exp: NOW + HOURS_12 }],
  ['a later beginning', { nbf: NOW + 60 }],
  ['three ancestors', { anc: [JTI, JTI, JTI] }],
  ['sixteen steps', { may: Array.from({ length: 16 }, () => STEP) }],
  ['a number of uses', { uses: 1 }],
  ['a holder', { cnf: holderOf(2) }],
])('claims with %s are read as they are', (_what, over) => {
  const claims = tokenClaims(over);
  expect(readTokenClaims(claims)).toEqual(claims);
});

test.each<[string, object]>([
  ['another issuer', { iss: 'sallyporT' }],
  ['no audience', { aud: '' }],
  ['an audience that is a list', { aud: ['a'] }],
  ['a key id that is none', { sub: 'key_1' }],
  ['something before the key id', { sub: 'xkey_00000000000000000001' }],
  ['something after the key id', { sub: 'key_00000000000000000001x' }],
  ['a hash in capitals', { pkh: 'A'.repeat(64) }],
  ['a longer hash', { pkh: 'a'.repeat(65) }],
  ['an id that is none', { jti: 'tok_' }],
  ['something after the id', { jti: `${JTI}0` }],
  ['something before the id', { jti: `0${JTI}` }],
  ['a time in text', { iat: String(NOW) }],
  ['a broken time', { exp: NOW + 0.5 }],
  ['a time of zero', { iat: 0, nbf: 0, exp: 60 }],
  ['a time before 1970', { iat: -60, nbf: -30, exp: 60 }],
  ['an end at its beginning', { exp: NOW }],
  ['a second too much life', { exp: NOW + HOURS_12 + 1 }],
  ['a beginning before it was made', { nbf: NOW - 1 }],
  ['four ancestors', { anc: [JTI, JTI, JTI, JTI] }],
  ['an empty list of ancestors', { anc: [] }],
  ['an ancestor that is none', { anc: [JTI, 'x'] }],
  ['ancestors that are no list', { anc: JTI }],
  ['an empty list of steps', { may: [] }],
  ['seventeen steps', { may: Array.from({ length: 17 }, () => STEP) }],
  ['a step that narrows nothing known', { may: [{ widen: ['*'] }] }],
  ['no uses', { uses: 0 }],
  ['half a use', { uses: 1.5 }],
  ['a holder that is none', { cnf: {} }],
  ['a holder of another kind', { cnf: { jwk: { ...holderOf(2).jwk, kty: 'RSA' } } }],
  ['a holder on another curve', { cnf: { jwk: { ...holderOf(2).jwk, crv: 'Ed448' } } }],
  ['a holder without a point', { cnf: { jwk: { kty: 'OKP', crv: 'Ed25519' } } }],
  ['a holder with a private half', { cnf: { jwk: { ...holderOf(2).jwk, d: 'x' } } }],
  ['a holder by its name too', { cnf: { ...holderOf(2), kid: 'x' } }],
  ['a claim that is not known', { admin: true }],
  ['a claim by the name of a property that all have', { constructor: 1 }],
])('claims with %s are no claims', (_what, over) => {
  expect(readTokenClaims({ ...tokenClaims(), ...over })).toBeUndefined();
});

test.each(['iss', 'aud', 'sub', 'pkh', 'jti', 'iat', 'nbf', 'exp'])('a token without %s is none', (name) => {
  expect(readTokenClaims({ ...tokenClaims(), [name]: undefined })).toBeUndefined();
});

test.each([undefined, null, 7, 'text', [], [tokenClaims()]])('%j is no set of claims', (payload) => {
  expect(readTokenClaims(payload)).toBeUndefined();
  expect(readLinkClaims(payload)).toBeUndefined();
});

const PREV = 'A'.repeat(43);

test.each<[string, object]>([
  ['nothing more', {}],
  ['an end', { exp: NOW }],
  ['a step', { may: STEP }],
  ['a next holder', { cnf: holderOf(3) }],
])('a link with %s is read as it is', (_what, over) => {
  expect(readLinkClaims({ prev: PREV, ...over })).toEqual({ prev: PREV, ...over });
});

test.each<[string, object]>([
  ['nothing before it', { prev: undefined }],
  ['a digest that is too short', { prev: 'A'.repeat(42) }],
  ['a digest that is too long', { prev: 'A'.repeat(44) }],
  ['a digest in base64', { prev: `${'A'.repeat(42)}+` }],
  ['a list of steps', { may: [STEP] }],
  ['an end that is no time', { exp: 'soon' }],
  ['a claim of a token', { sub: 'key_00000000000000000001' }],
])('a link with %s is none', (_what, over) => {
  expect(readLinkClaims({ prev: PREV, ...over })).toBeUndefined();
});
