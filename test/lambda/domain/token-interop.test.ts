import { createPublicKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { compactVerify, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { ed25519PublicText } from '../../../lambda/domain/ed25519.ts';
import { openToken } from '../../../lambda/domain/open-token.ts';
import { signToken } from '../../../lambda/domain/sign-token.ts';
import { readTokenForm } from '../../../lambda/domain/token-form.ts';
import { AUDIENCE, KID, signerOf, TOKEN_NOW, testKey, tokenClaims } from '../../support/token-makers.ts';

const PUBLISHED = { kty: 'OKP', crv: 'Ed25519', x: ed25519PublicText(testKey(1)) };
const CLAIMS = tokenClaims({ uses: 2, may: [{ methods: ['GET'] }] });

const open = (credential: string) => {
  const form = readTokenForm(credential);
  return form === undefined ? undefined : openToken(form, createPublicKey(testKey(1)));
};
const signedByJose = (header: Record<string, unknown>, claims: object = CLAIMS) =>
  new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(testKey(1));

test('another implementation verifies a token with the published key, and reads the same claims', async () => {
  const key = await importJWK(PUBLISHED, 'EdDSA');
  const options = { issuer: 'sallyport', audience: AUDIENCE, typ: 'sp+jwt', currentDate: TOKEN_NOW };
  const { payload, protectedHeader } = await jwtVerify(signToken(signerOf(), CLAIMS), key, options);
  expect(payload).toEqual(CLAIMS);
  expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: KID, typ: 'sp+jwt' });
});

test('another implementation refuses a token of another key', async () => {
  const key = await importJWK(PUBLISHED, 'EdDSA');
  await expect(compactVerify(signToken(signerOf(2), CLAIMS), key)).rejects.toThrow('signature');
});

test('a token that another implementation signed with our key is the very same token', async () => {
  const theirs = await signedByJose({ kid: KID, typ: 'sp+jwt' });
  expect(theirs).toBe(signToken(signerOf(), CLAIMS));
  expect(open(theirs)).toMatchObject({ jti: CLAIMS.jti, uses: 2, may: CLAIMS.may });
});

test.each<[string, Record<string, unknown>, object]>([
  ['a plain JWT', { kid: KID, typ: 'JWT' }, CLAIMS],
  ['without a key id', { typ: 'sp+jwt' }, CLAIMS],
  ['that brings its own key', { kid: KID, typ: 'sp+jwt', jwk: PUBLISHED }, CLAIMS],
  ['with an unknown claim', { kid: KID, typ: 'sp+jwt' }, { ...CLAIMS, admin: true }],
  ['without an end', { kid: KID, typ: 'sp+jwt' }, { ...CLAIMS, exp: undefined }],
])(
  'what another implementation signs with our key is held to the form all the same: %s',
  async (_name, header, claims) => {
    expect(open(await signedByJose(header, claims))).toBeUndefined();
  },
);
