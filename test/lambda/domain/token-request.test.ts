import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { planToken, type TokenFacts } from '../../../lambda/domain/plan-token.ts';
import { readTokenClaims } from '../../../lambda/domain/token-claims.ts';
import { readTokenRequest } from '../../../lambda/domain/token-request.ts';
import { keyItem } from '../../support/build.ts';
import { AUDIENCE, holderOf, TOKEN_NOW } from '../../support/token-makers.ts';

const NOW = TOKEN_NOW.getTime() / 1000;
const facts = (over: Partial<TokenFacts> = {}): TokenFacts => ({
  key: keyItem({ products: ['gemini', 'youtube'] }),
  audience: AUDIENCE,
  jti: 'tok_00000000000000000002',
  ttlMaxSeconds: 3_600,
  now: TOKEN_NOW,
  ...over,
});
const parent = {
  jti: 'tok_00000000000000000001',
  digest: 'd'.repeat(43),
  ancestors: [] as string[],
  expSeconds: NOW + 600,
  may: [{ products: ['gemini'] }],
};

function plan(body: object | string, over: Partial<TokenFacts> = {}) {
  const reading = readTokenRequest(typeof body === 'string' ? body : JSON.stringify(body));
  return reading.kind === 'refused' ? reading : planToken(reading.request, facts(over));
}
const claimsOf = (body: object | string, over: Partial<TokenFacts> = {}) => {
  const planned = plan(body, over);
  if (planned.kind === 'refused') throw new Error(planned.problems.join());
  return planned.claims;
};

test('an empty request is a token for a quarter of an hour', () => {
  expect(claimsOf('').exp - NOW).toBe(900);
  expect(claimsOf('', { ttlMaxSeconds: 60 }).exp - NOW).toBe(60);
});

test('a token ends with its parent key and with its parent token at the latest', () => {
  expect(claimsOf({ ttl: '1h' }, { key: keyItem({ expiresAtSeconds: NOW + 30 }) }).exp).toBe(NOW + 30);
  expect(claimsOf({ ttl: '1h' }, { parent }).exp).toBe(NOW + 600);
});

test('a token of a token keeps every step of its parent and adds its own', () => {
  expect(claimsOf({ methods: ['GET'] }, { parent })).toMatchObject({
    anc: [parent.jti],
    may: [{ products: ['gemini'] }, { methods: ['GET'] }],
  });
});

test('whatever is asked for, the claims are sound and say at least what the parent says', () => {
  const list = (items: string[]) => fc.option(fc.subarray(items, { minLength: 1 }), { nil: undefined });
  const body = fc.record({
    ttl: fc.constantFrom('30s', '15m', '1h'),
    products: list(['gemini']),
    methods: list(['GET', 'POST']),
    paths: list(['/gemini/v1beta/models/*', '/youtube/**']),
    ips: list(['203.0.113.0/24', '::1']),
    uses: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
    holder: fc.constantFrom(undefined, holderOf(3).jwk),
  });
  fc.assert(
    fc.property(body, (asked) => {
      const claims = claimsOf(asked, { parent });
      expect(readTokenClaims(JSON.parse(JSON.stringify(claims)))).toBeDefined();
      expect(claims.may?.slice(0, 1)).toEqual(parent.may);
      expect(claims.exp).toBeLessThanOrEqual(parent.expSeconds);
    }),
    { numRuns: 100 },
  );
});

test.each<[string, object | string, Partial<TokenFacts>, string]>([
  ['a body that is no JSON', '{', {}, 'not a JSON object'],
  ['a list', '[]', {}, 'not a JSON object'],
  ['an unknown member', { scope: 'x' }, {}, 'a member is unknown'],
  ['a life that is no duration', { ttl: 'PT1H' }, {}, 'ttl is not a duration'],
  ['too long a life', { ttl: '2h' }, {}, 'ttl is more than 3600 seconds'],
  ['a product that the key does not have', { products: ['weather'] }, {}, 'does not have'],
  ['a product that the parent token gave up', { products: ['youtube'] }, { parent }, 'does not have'],
  ['an empty list', { methods: [] }, {}, 'methods is not'],
  ['a method in small letters', { methods: ['get'] }, {}, 'methods is not'],
  ['a path with dots', { paths: ['/a/../b'] }, {}, 'paths is not'],
  ['a path for everything', { paths: ['/**'] }, {}, 'paths is not'],
  ['no address', { ips: ['nowhere'] }, {}, 'ips is not'],
  ['no use', { uses: 0 }, {}, 'uses is not'],
  ['a label with a line end', { label: 'a\nb' }, {}, 'label is not'],
  [
    'a label with a key in it',
    { label: mintClientKey('local', new Uint8Array(32)).reveal() },
    {},
    'label holds',
  ],
  ['a private key', { holder: { ...holderOf(3).jwk, d: 'x' } }, {}, 'holder is not'],
  [
    'no number of uses, where the parent’s are counted',
    {},
    { parent: { ...parent, uses: 3 } },
    'uses is missing',
  ],
  ['more uses than the parent had', { uses: 4 }, { parent: { ...parent, uses: 3 } }, 'uses is more'],
  [
    'a fourth generation',
    {},
    { parent: { ...parent, ancestors: Array(3).fill(parent.jti) } },
    'descends from',
  ],
])('%s is refused, by name and never by value', (_name, body, over, problem) => {
  const planned = plan(body, over);
  expect(planned).toMatchObject({ kind: 'refused', problems: [expect.stringContaining(problem)] });
});

test('every problem is told at once', () => {
  expect(plan({ ttl: 1, uses: -1, label: 7 })).toMatchObject({ problems: { length: 3 } });
});

test('no body makes the mint throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => void plan(text)),
    { numRuns: 300 },
  );
});
