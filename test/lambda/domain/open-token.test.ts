import { createPublicKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Narrowing } from '../../../contract/tokens.ts';
import { addressAllowed, productsLeft, routeAllowed } from '../../../lambda/domain/allowed-by-all.ts';
import { narrowToken } from '../../../lambda/domain/narrow-token.ts';
import { openToken } from '../../../lambda/domain/open-token.ts';
import { signToken } from '../../../lambda/domain/sign-token.ts';
import type { LinkClaims, TokenClaims } from '../../../lambda/domain/token-claims.ts';
import { readTokenForm } from '../../../lambda/domain/token-form.ts';
import { holderOf, signedAs, signerOf, testKey, tokenClaims } from '../../support/token-makers.ts';

const PUBLIC = createPublicKey(testKey(1));
const open = (credential: string) => {
  const form = readTokenForm(credential);
  return form === undefined ? undefined : openToken(form, PUBLIC);
};
const mint = (over: Partial<TokenClaims> = {}) => signToken(signerOf(), tokenClaims(over));

/** A token for holder 10, and links by holders 10, 11, 12 … that each name the next. */
function chainOf(
  links: readonly Omit<LinkClaims, 'prev' | 'cnf'>[],
  over: Partial<TokenClaims> = {},
): string {
  return links.reduce(
    (token, link, n) =>
      narrowToken(token, testKey(10 + n), {
        ...link,
        ...(n === links.length - 1 ? {} : { cnf: holderOf(11 + n) }),
      }),
    mint({ ...over, cnf: holderOf(10) }),
  );
}

const subset = (items: readonly string[]) =>
  fc.option(fc.subarray([...items], { minLength: 1 }), { nil: undefined });
const narrowing: fc.Arbitrary<Narrowing> = fc
  .record({
    products: subset(['gemini', 'youtube']),
    methods: subset(['GET', 'POST', 'DELETE']),
    paths: subset(['/a/*', '/a/b', '/a/**', '/c', '/c/*:run']),
    scopes: subset(['GET:/a/*', '*:/c', 'GET,POST:/a/**']),
    ips: subset(['203.0.113.7', '203.0.113.0/24', '2001:db8::/32']),
  })
  .map((given) => JSON.parse(JSON.stringify(given)) as Narrowing);
const calls = fc.record({
  product: fc.constantFrom('gemini', 'youtube'),
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  path: fc.constantFrom('/a/b', '/a/b/c', '/c', '/c/x:run', '/d'),
  ip: fc.constantFrom('203.0.113.7', '203.0.113.8', '198.51.100.1', '2001:db8::1'),
});
type TestCall = typeof calls extends fc.Arbitrary<infer C> ? C : never;
const allows = (may: readonly Narrowing[], { product, method, path, ip }: TestCall): boolean =>
  productsLeft([product], may).length > 0 && addressAllowed(may, ip) && routeAllowed(may, method, path);

test('no chain ever allows what one of its links does not, and every chain allows what all of them do', () => {
  fc.assert(
    fc.property(
      fc.array(narrowing, { maxLength: 2 }),
      fc.array(narrowing, { minLength: 1, maxLength: 3 }),
      fc.array(calls, { minLength: 1, maxLength: 10 }),
      (may, links, asked) => {
        const opened = open(
          chainOf(
            links.map((link) => (Object.keys(link).length === 0 ? {} : { may: link })),
            may.length === 0 ? {} : { may },
          ),
        );
        expect(opened).toBeDefined();
        for (const call of asked)
          expect(allows(opened?.may ?? [], call)).toBe(
            [...may, ...links].every((link) => allows([link], call)),
          );
      },
    ),
    { numRuns: 60 },
  );
});

test('a chain ends with the first of its links to end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 1, max: 2_000_000_000 }), { nil: undefined }), {
        minLength: 1,
        maxLength: 3,
      }),
      (ends) => {
        const opened = open(chainOf(ends.map((exp) => (exp === undefined ? {} : { exp }))));
        expect(opened?.expSeconds).toBe(
          Math.min(tokenClaims().exp, ...ends.filter((exp) => exp !== undefined)),
        );
      },
    ),
    { numRuns: 30 },
  );
});

test('whoever is given a chain cannot take a link off', () => {
  const chain = chainOf([{ may: { methods: ['GET'] } }, { may: { paths: ['/a'] } }]);
  expect(open(chain)).toBeDefined();
  const links = chain.split('~');
  expect(open(links.slice(0, 2).join('~'))).toBeUndefined();
  expect(open(links.slice(0, 1).join('~'))).toBeUndefined();
  expect(open([links[0], links[2]].join('~'))).toBeUndefined();
});

test('whoever is given a chain cannot put a link on, nor widen one', () => {
  const chain = chainOf([{ may: { methods: ['GET'] } }]);
  expect(open(narrowToken(chain, testKey(10), {}))).toBeUndefined();
  expect(open(narrowToken(chain, testKey(11), {}))).toBeUndefined();
});

test('a link fits the token that it was made for and no other of the same holder', () => {
  const [, link = ''] = chainOf([{ may: { methods: ['GET'] } }]).split('~');
  expect(open(`${mint({ cnf: holderOf(10), jti: 'tok_00000000000000000002' })}~${link}`)).toBeUndefined();
});

test('a token without a holder takes no link, and one with a holder is nothing without one', () => {
  expect(open(narrowToken(mint(), testKey(10), {}))).toBeUndefined();
  expect(open(mint({ cnf: holderOf(10) }))).toBeUndefined();
});

test('a chain is at most three links long', () => {
  expect(open(chainOf([{}, {}, {}]))).toBeDefined();
  expect(open(chainOf([{}, {}, {}, {}]))).toBeUndefined();
});

test.each<[string, object]>([
  ['uses', { uses: 3 }],
  ['another parent', { sub: 'key_00000000000000000002' }],
  ['an empty list', { may: { methods: [] } }],
  ['an unknown member', { may: { roles: ['x'] } }],
  ['a method in small letters', { may: { methods: ['get'] } }],
  ['a path with two wildcards in a segment', { may: { paths: ['/a/*b*'] } }],
  ['an end that is no number', { exp: '1' }],
  ['a holder on another curve', { cnf: { jwk: { kty: 'OKP', crv: 'X25519', x: holderOf(1).jwk.x } } }],
])('a link that says %s makes the chain worthless', (_name, claims) => {
  expect(open(narrowToken(mint({ cnf: holderOf(10) }), testKey(10), claims))).toBeUndefined();
});

test('a holder of small order proves nothing and is no holder', () => {
  const x = Buffer.from(`01${'00'.repeat(31)}`, 'hex').toString('base64url');
  const token = mint({ cnf: { jwk: { kty: 'OKP', crv: 'Ed25519', x } } });
  const [, link = ''] = narrowToken(token, testKey(10), {}).split('~');
  const forged = `${link.slice(0, link.lastIndexOf('.'))}.${Buffer.from(`01${'00'.repeat(63)}`, 'hex').toString('base64url')}`;
  expect(open(`${token}~${forged}`)).toBeUndefined();
});

test.each<[string, Partial<Record<keyof TokenClaims | 'more', unknown>>]>([
  ['no issuer', { iss: undefined }],
  ['another issuer', { iss: 'somebody' }],
  ['no audience', { aud: undefined }],
  ['a list of audiences', { aud: ['a'] }],
  ['no parent', { sub: undefined }],
  ['no hash of the parent', { pkh: undefined }],
  ['no id', { jti: undefined }],
  ['no time of issue', { iat: undefined }],
  ['no beginning', { nbf: undefined }],
  ['no end', { exp: undefined }],
  ['an end before its issue', { exp: 1 }],
  ['more than twelve hours', { exp: tokenClaims().iat + 12 * 3_600 + 1 }],
  ['a beginning before its issue', { nbf: 1 }],
  ['a fraction of a second', { exp: tokenClaims().exp + 0.5 }],
  ['no uses', { uses: 0 }],
  ['four ancestors', { anc: Array(4).fill(tokenClaims().jti) }],
  ['a claim that nobody knows', { more: 1 }],
])('a signed token with %s is refused', (_name, over) => {
  const header = `{"alg":"EdDSA","kid":"${signerOf().kid}","typ":"sp+jwt"}`;
  expect(open(signedAs(header, JSON.stringify({ ...tokenClaims(), ...over })))).toBeUndefined();
});

test('a token tells what it says', () => {
  const may = [{ products: ['gemini'] }];
  expect(open(mint({ may, uses: 2, anc: ['tok_00000000000000000009'] }))).toMatchObject({
    keyId: 'key_00000000000000000001',
    jti: 'tok_00000000000000000001',
    ancestors: ['tok_00000000000000000009'],
    uses: 2,
    may,
  });
});
