import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { KeyItem } from '../../../contract/tables.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { narrowToken } from '../../../lambda/domain/narrow-token.ts';
import { decoySeal } from '../../../lambda/domain/seal.ts';
import { signToken } from '../../../lambda/domain/sign-token.ts';
import { authoriseCaller } from '../../../lambda/flows/authorise-caller.ts';
import { TOKEN_VECTORS } from '../../fixtures/token-vectors.ts';
import { anyText } from '../../support/any-text.ts';
import { keyItem } from '../../support/build.ts';
import { decoyPorts } from '../../support/decoy-ports.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { rapidPulse } from '../../support/fake-pulse.ts';
import { FakeMintedTokens, FakeSigners } from '../../support/fake-tokens.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';
import { AUDIENCE, holderOf, signerOf, TOKEN_NOW, testKey, tokenClaims } from '../../support/token-makers.ts';

const NOW = TOKEN_NOW.getTime() / 1000;
const LIVE = { id: tokenClaims().sub, keyHash: tokenClaims().pkh, products: ['weather', 'gemini'] };

function setUp(over: Partial<KeyItem> = {}) {
  const keys = new FakeKeyStore();
  keys.items.set(LIVE.keyHash, keyItem({ ...LIVE, ...over }));
  const [audit, metrics, minted] = [new FakeAuditLog(), new FakeMetrics(), new FakeMintedTokens()];
  const signers = new FakeSigners(signerOf());
  const clock = { at: TOKEN_NOW };
  const decoys = decoyPorts();
  const deps = {
    ...decoys,
    ...{ keys, audit, metrics, minted, signers, audience: AUDIENCE, stage: 'test', auditRetentionDays: 1 },
    now: () => clock.at,
    startPulse: rapidPulse,
    logRefusal: () => undefined,
  };
  const ask = (credential: string, facts: { ip?: string; mount?: string } = {}) =>
    authoriseCaller(deps, {
      ...{ credential, ip: '203.0.113.7', callId: 'call-1', method: 'GET', mount: '/weather', ...facts },
      describe: () => ({ carrier: 'bearer', userAgent: '' }),
    });
  const code = (credential: string, facts: { ip?: string; mount?: string } = {}) =>
    ask(credential, facts).then(
      () => 'accepted',
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    );
  const io = () => keys.lookups + minted.lookups + signers.lookups;
  return { ...decoys, keys, audit, metrics, minted, signers, clock, ask, code, io };
}

test('a token stands for its key, narrowed, and names itself', async () => {
  const { minted, ask, metrics } = setUp();
  const token = minted.mint({ may: [{ products: ['gemini'], methods: ['GET'] }] });
  expect(await ask(token)).toMatchObject({
    context: {
      keyId: LIVE.id,
      products: 'gemini',
      tokenId: 'tok_00000000000000000001',
      may: '[{"methods":["GET"]}]',
    },
    usageKey: 'usage-0001',
  });
  expect(metrics.counted).toEqual([]);
});

test('arbitrary bytes as a credential cost no look-up and are refused like any other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyText(), fc.base64String(), fc.string()), async (text) => {
      const { code, io } = setUp();
      expect([await code(text), io()]).toEqual(['credential.rejected', 0]);
    }),
    { numRuns: 200 },
  );
});

test('whatever has not the strict form costs no look-up, and what is not signed by us only that of the public keys', async () => {
  for (const { credential, good, family } of TOKEN_VECTORS.filter((vector) => !vector.good)) {
    const { code, keys, minted, audit } = setUp();
    expect([family, good, await code(credential)]).toEqual([family, false, 'credential.rejected']);
    expect([keys.lookups, minted.lookups, audit.items]).toEqual([0, 0, []]);
  }
});

test.each<[string, Partial<KeyItem>]>([
  ['revoked', { state: 'revoked' }],
  ['disabled', { state: 'disabled' }],
  ['quarantined', { state: 'quarantined' }],
  ['expired', { expiresAtSeconds: NOW }],
  ['ip', { ips: ['198.51.100.0/24'] }],
])('a token is refused as soon as its key is refused: %s', async (reason, over) => {
  const { minted, code, audit, metrics } = setUp(over);
  expect(await code(minted.mint())).toBe('credential.rejected');
  expect(audit.lines).toEqual([`refusal credential.${reason} 401`]);
  expect(audit.items[0]).toMatchObject({ keyId: LIVE.id, tokenId: 'tok_00000000000000000001' });
  expect(metrics.counted).toEqual(['TokenRefused']);
});

test.each<[string, (s: ReturnType<typeof setUp>) => string]>([
  [
    'expired',
    ({ minted, clock }) => {
      clock.at = new Date((NOW + 900) * 1000);
      return minted.mint();
    },
  ],
  [
    'early',
    ({ minted, clock }) => {
      clock.at = new Date((NOW - 6) * 1000);
      return minted.mint();
    },
  ],
  ['audience', ({ minted }) => minted.mint({ aud: 'urn:sallyport:prod:stack-2' })],
  ['ip', ({ minted }) => minted.mint({ may: [{ ips: ['198.51.100.0/24'] }] })],
  [
    'revoked',
    ({ minted }) => {
      const token = minted.mint();
      for (const [jti, item] of minted.items) minted.items.set(jti, { ...item, revokedAt: 'then' });
      return token;
    },
  ],
  ['revoked', () => signToken(signerOf(), tokenClaims())],
  ['revoked', ({ minted }) => minted.mint({ anc: ['tok_00000000000000000009'] })],
  [
    'forged',
    ({ minted }) => {
      minted.mint({ may: [{ methods: ['GET'] }] });
      return signToken(signerOf(), tokenClaims());
    },
  ],
  [
    'expired',
    ({ minted, clock }) => {
      clock.at = new Date((NOW + 10) * 1000);
      return narrowToken(minted.mint({ cnf: holderOf(5) }), testKey(5), { exp: NOW + 10 });
    },
  ],
])(
  'a token that is refused for itself is refused like any other credential, and why is recorded: %s',
  async (reason, make) => {
    const made = setUp();
    expect(await made.code(make(made))).toBe('credential.rejected');
    expect(made.audit.lines).toEqual([`refusal token.${reason} 401`]);
  },
);

test('a token that a stolen signing key made opens nothing, because nobody minted it', async () => {
  const { minted, code } = setUp();
  minted.mint({ may: [{ products: ['weather'] }] });
  expect(await code(signToken(signerOf(), tokenClaims({ exp: NOW + 3_600 })))).toBe('credential.rejected');
});

test('with a token that descends from it a revoked token is dead, too', async () => {
  const { minted, code } = setUp();
  minted.mint();
  const child = minted.mint({ jti: 'tok_00000000000000000002', anc: ['tok_00000000000000000001'] });
  expect(await code(child)).toBe('accepted');
  const parent = minted.items.get('tok_00000000000000000001');
  if (parent !== undefined) minted.items.set(parent.jti, { ...parent, revokedAt: 'then' });
  expect(await code(child)).toBe('credential.rejected');
});

test('a token for three calls serves three of twenty that come at once', async () => {
  const { minted, code } = setUp();
  const token = minted.mint({ uses: 3 });
  const codes = await Promise.all(Array.from({ length: 20 }, () => code(token)));
  expect(codes.filter((one) => one === 'accepted')).toHaveLength(3);
  expect(minted.spent).toBe(3);
});

test('a call that is refused for another reason costs no use', async () => {
  const { minted, code } = setUp();
  const token = minted.mint({ uses: 1, may: [{ ips: ['203.0.113.7'] }] });
  expect(await code(token, { ip: '198.51.100.1' })).toBe('credential.rejected');
  expect(await code(token)).toBe('accepted');
});

test.each(['keys', 'minted', 'signers'] as const)(
  'if the %s cannot be asked, nobody is let in',
  async (store) => {
    const made = setUp();
    const token = made.minted.mint();
    made[store].broken = true;
    expect(await made.code(token)).toBe('gateway.unavailable');
    expect(made.metrics.counted).toEqual(['KeyLookupFailed']);
  },
);

test('if a use cannot be spent, nobody is let in', async () => {
  const { minted, code } = setUp();
  const token = minted.mint({ uses: 1 });
  minted.broken = true;
  expect(await code(token)).toBe('gateway.unavailable');
});

test('only the mint is told what a credential may hand on, and only if its key may', async () => {
  const able = setUp({ mayMint: true });
  const token = able.minted.mint({ uses: 2, may: [{ products: ['gemini'] }] });
  const { context } = await able.ask(token, { mount: '/tokens' });
  expect(JSON.parse(context.grant ?? '')).toMatchObject({
    keyHash: LIVE.keyHash,
    parent: { jti: 'tok_00000000000000000001', uses: 2, may: [{ products: ['gemini'] }] },
  });
  expect(able.minted.spent).toBe(0);
  expect((await able.ask(token)).context.grant).toBeUndefined();
  const unable = setUp();
  expect((await unable.ask(unable.minted.mint(), { mount: '/tokens' })).context.grant).toBeUndefined();
});

test('a token of a honeytoken’s key trips it, and a blocked source’s token is refused before anything is looked up', async () => {
  const seal = decoySeal(SEAL_KEY, LIVE.id);
  const { minted, code, trips, audit } = setUp({ seal });
  expect(await code(minted.mint({}))).toBe('credential.rejected');
  expect([trips.recorded.length, audit.lines]).toEqual([1, ['refusal credential.bait 401']]);
  const other = setUp();
  other.watch.block({ range: '203.0.113.7/32', expiresAt: NOW + 60 });
  expect([await other.code(other.minted.mint({})), other.io()]).toEqual(['credential.rejected', 0]);
});
