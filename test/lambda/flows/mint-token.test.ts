import { createPublicKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { KeyItem } from '../../../contract/tables.ts';
import type { MintGrant } from '../../../contract/tokens.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { openToken, tokenDigest } from '../../../lambda/domain/open-token.ts';
import type { TokenSigner } from '../../../lambda/domain/sign-token.ts';
import { readTokenForm } from '../../../lambda/domain/token-form.ts';
import { mintToken } from '../../../lambda/flows/mint-token.ts';
import { keyItem } from '../../support/build.ts';
import { countedBytes } from '../../support/counted-bytes.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakeMintedTokens } from '../../support/fake-tokens.ts';
import { AUDIENCE, signerOf, TOKEN_NOW, testKey, tokenClaims } from '../../support/token-makers.ts';

const NOW = TOKEN_NOW.getTime() / 1000;
const HASH = 'a'.repeat(64);

function setUp(over: Partial<KeyItem> = {}, signer: TokenSigner | null = signerOf()) {
  const [keys, minted, metrics] = [new FakeKeyStore(), new FakeMintedTokens(), new FakeMetrics()];
  keys.items.set(HASH, keyItem({ keyHash: HASH, products: ['gemini', 'youtube'], ...over }));
  const deps = {
    ...{ keys, minted, metrics, book: minted, audience: AUDIENCE, ttlMaxSeconds: 3_600 },
    signing: { current: async () => signer ?? undefined },
    random: countedBytes(),
    now: () => TOKEN_NOW,
  };
  const mint = (body: object, grant: MintGrant = { keyHash: HASH }) =>
    mintToken(deps, grant, JSON.stringify(body), 'key');
  const code = (body: object = {}) =>
    mint(body).then(
      ({ kind }) => kind,
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    );
  return { keys, minted, metrics, mint, code };
}

test('a minted token is signed, says what was asked for, and has a record that could not make it again', async () => {
  const { mint, minted, metrics } = setUp();
  const made = await mint({ ttl: '5m', methods: ['GET'], uses: 2, label: 'tab' });
  if (made.kind !== 'minted') throw new Error(made.problems.join());
  const text = made.token.reveal();
  const form = readTokenForm(text);
  expect(form && openToken(form, createPublicKey(testKey(1)))).toMatchObject({
    expSeconds: NOW + 300,
    uses: 2,
    may: [{ methods: ['GET'] }],
  });
  const record = minted.items.get(made.claims.jti);
  expect(record).toMatchObject({
    digest: tokenDigest(text),
    uses: 2,
    left: 2,
    label: 'tab',
    mintedBy: 'key',
  });
  expect(JSON.stringify(record)).not.toContain(text.slice(-40));
  expect(String(made.token)).toBe('[secret token]');
  expect(metrics.counted).toEqual(['TokenMinted']);
});

test.each<[string, Partial<KeyItem>]>([
  ['revoked', { state: 'revoked' }],
  ['expired', { expiresAtSeconds: NOW }],
])('a key that was %s since it was let in mints nothing', async (_name, over) => {
  const { code, minted } = setUp(over);
  expect([await code(), minted.items.size]).toEqual(['credential.rejected', 0]);
});

test('nothing is minted without a signing key, without a record, or in words that fill a header', async () => {
  const { minted, code, mint } = setUp();
  const paths = Array.from({ length: 10 }, (_, n) => `/gemini/${String(n).repeat(180)}`);
  expect(await mint({ paths })).toMatchObject({ problems: [expect.stringContaining('too long')] });
  minted.broken = true;
  expect(await code()).toBe('gateway.unavailable');
  const keyless = setUp({}, null);
  expect([await keyless.code(), keyless.minted.items.size]).toEqual(['gateway.unavailable', 0]);
});

test('a token that hands its uses on loses them, and cannot hand on more than it has', async () => {
  const { minted, mint } = setUp();
  const text = minted.mint({ uses: 5 });
  const { jti, exp: expSeconds } = tokenClaims();
  const parent = { jti, digest: tokenDigest(text), ancestors: [], expSeconds, uses: 5, may: [] };
  const grant = { keyHash: HASH, parent };
  const asked = await Promise.all(Array.from({ length: 20 }, () => mint({ uses: 2 }, grant)));
  expect(asked.filter(({ kind }) => kind === 'minted')).toHaveLength(2);
  expect(minted.items.get(jti)?.left).toBe(1);
});

test('a request that is refused is counted and leaves no record', async () => {
  const { mint, minted, metrics } = setUp();
  expect(await mint({ ttl: '9h' })).toMatchObject({ kind: 'refused' });
  expect([minted.items.size, metrics.counted]).toEqual([0, ['TokenMintRefused']]);
});
