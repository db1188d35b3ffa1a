import { expect, test } from '@jest/globals';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { authoriseCaller } from '../../../lambda/flows/authorise-caller.ts';
import { keyItem } from '../../support/build.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';

const KEY = mintClientKey('test', new Uint8Array(32).fill(1)).reveal();

function setUp(item = keyItem()) {
  const keys = new FakeKeyStore();
  keys.items.set(hashClientKey(KEY), item);
  const [audit, metrics, clock] = [new FakeAuditLog(), new FakeMetrics(), new FakeClock()];
  const deps = { keys, audit, metrics, now: clock.now, stage: 'test', auditRetentionDays: 1 };
  const facts = { ip: '203.0.113.7', callId: 'call-1', method: 'GET', mount: '/weather' };
  const ask = (credential: string | undefined) => authoriseCaller(deps, { ...facts, credential });
  const code = (credential: string | undefined) =>
    ask(credential).then(
      () => 'accepted',
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    );
  return { keys, audit, metrics, ask, code };
}

test('an accepted key becomes its id, client, products and usage key, and nothing is recorded yet', async () => {
  const { ask, audit, metrics } = setUp(keyItem({ products: ['weather', 'gemini'] }));
  expect(await ask(KEY)).toEqual({
    context: { keyId: 'key_00000000000000000001', client: 'acme', products: 'weather gemini' },
    usageKey: 'usage-0001',
  });
  expect([audit.items, metrics.counted]).toEqual([[], []]);
});

test.each([undefined, '', 'sp_test_short', `${KEY}x`, mintClientKey('prod', new Uint8Array(32)).reveal()])(
  'the credential %j is refused without looking anything up',
  async (credential) => {
    const { code, keys, audit, metrics } = setUp();
    expect(await code(credential)).toBe('credential.rejected');
    expect([keys.lookups, audit.items, metrics.counted]).toEqual([0, [], ['CredentialMalformed']]);
  },
);

test('an unknown key costs one look-up and no record: a stranger cannot buy writes', async () => {
  const { code, keys, audit, metrics } = setUp();
  expect(await code(mintClientKey('test', new Uint8Array(32)).reveal())).toBe('credential.rejected');
  expect([keys.lookups, audit.items, metrics.counted]).toEqual([1, [], ['CredentialUnknown']]);
});

test.each([
  ['revoked', keyItem({ state: 'revoked' })],
  ['disabled', keyItem({ state: 'disabled' })],
  ['quarantined', keyItem({ state: 'quarantined' })],
  ['expired', keyItem({ expiresAtSeconds: 1 })],
  ['bait', keyItem({ bait: true })],
  ['ip', keyItem({ ips: ['198.51.100.0/24'] })],
])(
  'a known key that is %s is refused like an unknown one, and the reason is recorded',
  async (reason, item) => {
    const { code, audit, metrics } = setUp(item);
    expect(await code(KEY)).toBe('credential.rejected');
    expect(audit.lines).toEqual([`refusal credential.${reason} 401`]);
    expect(audit.items[0]).toMatchObject({
      keyId: item.id,
      client: 'acme',
      upstream: '/weather',
      route: '-',
    });
    expect(metrics.counted).toEqual(['CredentialRefused']);
  },
);

test('a refusal stands even if it cannot be recorded', async () => {
  const { code, audit, metrics } = setUp(keyItem({ state: 'revoked' }));
  audit.broken.add('refusal');
  expect(await code(KEY)).toBe('credential.rejected');
  expect(metrics.counted).toEqual(['CredentialRefused', 'AuditAppendFailed']);
});

test('a keys table that does not answer is the gateway being unavailable, not a wrong key', async () => {
  const { code, keys, metrics } = setUp();
  keys.broken = true;
  expect(await code(KEY)).toBe('gateway.unavailable');
  expect(metrics.counted).toEqual(['KeyLookupFailed']);
});
