import { describe, expect, test } from '@jest/globals';
import type { KeyPolicy } from '../../../contract/key-policy.ts';
import { KEY_STATES, type KeyItem } from '../../../contract/tables.ts';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import type { Refusal } from '../../../lambda/domain/refusal.ts';
import { decoySeal } from '../../../lambda/domain/seal.ts';
import { authoriseCaller } from '../../../lambda/flows/authorise-caller.ts';
import type { Pulse } from '../../../lambda/flows/ports.ts';
import { callerContext, keyItem } from '../../support/build.ts';
import { decoyPorts } from '../../support/decoy-ports.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakePulse, rapidPulse } from '../../support/fake-pulse.ts';
import { tokenPorts } from '../../support/fake-tokens.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';

const KEY = mintClientKey('test', new Uint8Array(32).fill(1)).reveal();

function setUp(item = keyItem(), startPulse: () => Pulse = rapidPulse, keyPolicy?: KeyPolicy) {
  const keys = new FakeKeyStore();
  keys.items.set(hashClientKey(KEY), item);
  const [audit, metrics, clock] = [new FakeAuditLog(), new FakeMetrics(), new FakeClock()];
  const logged: Refusal[] = [];
  const logRefusal = (refusal: Refusal) => void logged.push({ ...refusal });
  const leaving = { startPulse, logRefusal, keyPolicy };
  const decoys = decoyPorts();
  const deps = {
    ...tokenPorts(),
    ...decoys,
    keys,
    audit,
    metrics,
    now: clock.now,
    stage: 'test',
    auditRetentionDays: 1,
    ...leaving,
  };
  const describe = () => ({ carrier: 'x-api-key', userAgent: 'curl' });
  const facts = { ip: '203.0.113.7', callId: 'call-1', method: 'GET', mount: '/weather', describe };
  const ask = (credential: string | undefined) => authoriseCaller(deps, { ...facts, credential });
  const code = (credential: string | undefined) =>
    ask(credential).then(
      () => 'accepted',
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    );
  return { ...decoys, keys, audit, metrics, clock, logged, ask, code, deps, facts };
}

test('an accepted key becomes its id, client, products and usage key, and nothing is recorded yet', async () => {
  const { ask, audit, metrics } = setUp(keyItem({ products: ['weather', 'gemini'] }));
  expect(await ask(KEY)).toEqual({
    context: callerContext({ products: 'weather gemini' }),
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

/** Lets everything run that waits for nothing. */
const idle = () => new Promise((resolve) => setImmediate(resolve));

/** A call under way whose answer leaves when the pulse beats. */
function underWay(item = keyItem(), credential = KEY) {
  const pulse = new FakePulse();
  const made = setUp(item, () => pulse);
  const hold = () => {
    let release: () => void = () => undefined;
    made.audit.gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  const state = { answer: 'none yet' };
  const start = () =>
    made.code(credential).then((code) => {
      state.answer = code;
    });
  return { ...made, pulse, hold, state, start };
}

test('a refusal stands even if it cannot be recorded, and a line says what was not', async () => {
  const { start, pulse, state, audit, metrics, logged } = underWay(keyItem({ state: 'revoked' }));
  audit.broken.add('refusal');
  void start();
  await idle();
  pulse.beat();
  await idle();
  expect(state.answer).toBe('credential.rejected');
  expect(metrics.counted).toEqual(['CredentialRefused', 'AuditAppendFailed']);
  expect(logged).toEqual([
    {
      callId: 'call-1',
      keyId: 'key_00000000000000000001',
      client: 'acme',
      ip: '203.0.113.7',
      verdict: 'credential.revoked',
      recorded: false,
    },
  ]);
});

test.each<[string, KeyItem | undefined, string]>([
  ['malformed', undefined, 'sp_test_short'],
  ['unknown', undefined, mintClientKey('test', new Uint8Array(32)).reveal()],
  ['revoked', keyItem({ state: 'revoked' }), KEY],
])(
  'the answer to a key that is %s leaves with the next beat, not before',
  async (_name, item, credential) => {
    const { start, pulse, state, logged } = underWay(item, credential);
    void start();
    await idle();
    expect([state.answer, pulse.running]).toEqual(['none yet', 1]);
    pulse.beat();
    await idle();
    expect([state.answer, pulse.running, logged]).toEqual(['credential.rejected', 0, []]);
  },
);

test('an accepted key waits for no beat, and its pulse is stopped', async () => {
  const { start, pulse, state } = underWay();
  await start();
  expect([state.answer, pulse.running]).toEqual(['accepted', 0]);
});

test('a record that takes long holds no answer up: a line stands for it, and it is still written', async () => {
  const { start, pulse, state, audit, hold, logged, metrics } = underWay(keyItem({ state: 'revoked' }));
  const release = hold();
  void start();
  await idle();
  pulse.beat();
  await idle();
  expect([state.answer, logged.length, audit.items.length]).toEqual(['credential.rejected', 1, 0]);
  release();
  await idle();
  expect([audit.lines, metrics.counted]).toEqual([['refusal credential.revoked 401'], ['CredentialRefused']]);
});

test('a keys table that does not answer is the gateway being unavailable, not a wrong key', async () => {
  const { code, keys, metrics } = setUp();
  keys.broken = true;
  expect(await code(KEY)).toBe('gateway.unavailable');
  expect(metrics.counted).toEqual(['KeyLookupFailed']);
});

test('a key older than the policy allows works and is counted, or is refused and recorded, as the policy says', async () => {
  const old = keyItem({ createdAt: '2025-01-01T00:00:00.000Z' });
  const reporting = setUp(old, rapidPulse, { maxAgeDays: 90, older: 'report' });
  expect(await reporting.code(KEY)).toBe('accepted');
  expect(reporting.metrics.counted).toEqual(['KeyOverAge']);
  const refusing = setUp(old, rapidPulse, { maxAgeDays: 90, older: 'refuse' });
  expect(await refusing.code(KEY)).toBe('credential.rejected');
  expect(refusing.audit.lines).toEqual(['refusal credential.aged 401']);
});

describe('after a reroll that ends the old key with the first use of the new one', () => {
  const OLD = mintClientKey('test', new Uint8Array(32).fill(2)).reveal();
  const successor = {
    supersededBy: hashClientKey(KEY),
    graceEndsAtSeconds: 4_000_000_000,
    endsOnFirstUse: true,
  };
  function rerolled(over: Partial<KeyItem> = {}) {
    const world = setUp(keyItem({ keyHash: hashClientKey(KEY), firstUsedAt: 'never', ...over }));
    world.keys.items.set(hashClientKey(OLD), keyItem({ keyHash: hashClientKey(OLD), ...successor }));
    return world;
  }

  test('the old key works until the new one is used, and never again', async () => {
    const { code, keys } = rerolled();
    expect(await code(OLD)).toBe('accepted');
    expect(keys.writes).toBe(0);
    expect(await code(KEY)).toBe('accepted');
    expect(await code(OLD)).toBe('credential.rejected');
    expect(await code(KEY)).toBe('accepted');
    expect(keys.writes).toBe(1);
  });

  test('the new key serves nothing until its first use is noted', async () => {
    const { code, keys, metrics } = rerolled();
    keys.noteFirstUse = async () => Promise.reject(new Error('the keys table does not answer'));
    expect(await code(KEY)).toBe('gateway.unavailable');
    expect(metrics.counted).toEqual(['KeyLookupFailed']);
    expect(await code(OLD)).toBe('accepted');
  });

  test.each([
    ['is gone', undefined],
    ['does not say', keyItem({ keyHash: hashClientKey(KEY) })],
  ])('the old key is refused where the record of the new one %s', async (_name, item) => {
    const { code, keys } = rerolled();
    if (item === undefined) keys.items.delete(hashClientKey(KEY));
    else keys.items.set(hashClientKey(KEY), item);
    expect(await code(OLD)).toBe('credential.rejected');
  });

  test('the use of any later key ends it as well', async () => {
    const third = { keyHash: 'c'.repeat(64), firstUsedAt: '2026-11-23T16:00:00.000Z' };
    const { code, keys } = rerolled({ supersededBy: third.keyHash, graceEndsAtSeconds: 4_000_000_000 });
    keys.items.set(third.keyHash, keyItem(third));
    expect(await code(OLD)).toBe('credential.rejected');
    keys.items.set(third.keyHash, keyItem({ ...third, firstUsedAt: 'never' }));
    expect(await code(OLD)).toBe('accepted');
  });

  test('a refused use of the new key is no use', async () => {
    const { code, keys } = rerolled({ ips: ['198.51.100.1'] });
    expect(await code(KEY)).toBe('credential.rejected');
    expect([keys.writes, await code(OLD)]).toEqual([0, 'accepted']);
  });
});

test('a plain key costs one look-up and no write', async () => {
  const { code, keys } = setUp();
  await code(KEY);
  expect([keys.lookups, keys.writes]).toEqual([1, 0]);
});

const HASH = hashClientKey(KEY);
const decoy = (over: Partial<KeyItem> = {}) =>
  keyItem({ keyHash: HASH, seal: decoySeal(SEAL_KEY, keyItem().id), ...over });

test.each(KEY_STATES)(
  'a honeytoken whose record is %s is refused like an unknown key, and its use is recorded and told',
  async (state) => {
    const { code, trips, events, audit, metrics } = setUp(decoy({ state }));
    expect(await code(KEY)).toBe('credential.rejected');
    expect(trips.recorded).toMatchObject([{ tokenId: 'key_00000000000000000001', source: '203.0.113.7/32' }]);
    expect(events.published.map(({ type }) => type)).toEqual(['honeytoken.tripped']);
    expect(audit.lines).toEqual(['refusal credential.bait 401']);
    expect(metrics.counted).toEqual(['HoneytokenTripped']);
  },
);

test('a use of a drill’s decoy is told as a drill and counted by itself, whatever the caller sends; a client’s of a like name is none', async () => {
  const drilled = setUp(decoy({ client: 'drill-0152a728' }));
  await drilled.code(KEY);
  expect(drilled.metrics.counted).toEqual(['HoneytokenDrilled']);
  expect(drilled.events.published).toMatchObject([{ detail: { drill: true } }]);
  for (const client of ['drill-0152a7281', 'drill-bits', 'acme drill-0152a728', 'DRILL-0152A728']) {
    const { code, metrics, events } = setUp(decoy({ client }));
    await code(KEY);
    expect(metrics.counted).toEqual(['HoneytokenTripped']);
    expect(events.published[0]?.detail).not.toHaveProperty('drill');
  }
});

test('further uses by the same source are counted, but told and audited once', async () => {
  const { code, trips, events, audit } = setUp(decoy());
  for (let n = 0; n < 50; n += 1) await code(KEY);
  expect([trips.recorded.length, events.published.length, audit.items.length]).toEqual([50, 1, 1]);
});

test('a seal that only resembles one, or was made for another record, makes no honeytoken', async () => {
  for (const seal of [
    decoySeal(SEAL_KEY, 'key_other'),
    decoySeal(SEAL_KEY, keyItem().id).toUpperCase(),
    '',
  ]) {
    const { code, trips } = setUp(keyItem({ keyHash: HASH, seal }));
    expect([await code(KEY), trips.recorded]).toEqual(['accepted', []]);
  }
});

test('a near miss of a honeytoken never trips it', async () => {
  const { code, trips } = setUp(decoy());
  const stray = [
    KEY.slice(0, -1),
    `${KEY}0`,
    KEY.toUpperCase(),
    KEY.replace('sp_test', 'sp_prod'),
    ` ${KEY}`,
  ];
  for (const credential of stray) expect(await code(credential)).toBe('credential.rejected');
  expect(trips.recorded).toEqual([]);
});

test('the answer to a honeytoken leaves with the next beat after its use is durable', async () => {
  const { start, pulse, state, trips } = underWay(decoy());
  let release: () => void = () => undefined;
  trips.gate = new Promise((resolve) => {
    release = resolve;
  });
  void start();
  await idle();
  pulse.beat();
  await idle();
  expect(state.answer).toBe('none yet');
  release();
  await idle();
  pulse.beat();
  await idle();
  expect([state.answer, pulse.running]).toEqual(['credential.rejected', 0]);
});

test('a use that cannot be recorded is still told, counted, and written to the log', async () => {
  const { code, trips, events, lost, metrics } = setUp(decoy());
  trips.broken = true;
  expect(await code(KEY)).toBe('credential.rejected');
  expect([events.published.length, lost.length]).toEqual([1, 1]);
  expect(metrics.counted).toEqual(['HoneytokenTripped', 'TripRecordFailed']);
});

test('a bus that is down changes no answer: the record says that the event is due', async () => {
  const { code, trips, events, metrics } = setUp(decoy());
  events.broken = true;
  expect([await code(KEY), trips.recorded.length]).toEqual(['credential.rejected', 1]);
  expect(metrics.counted).toEqual(['HoneytokenTripped', 'TripEventDelayed']);
});

const until = (clock: { now: () => Date }, ms: number) => (clock.now().getTime() + ms) / 1_000;

test.each([true, false])(
  'a blocked source is refused with a good key, nothing is recorded, and no look-up is bought where the list is at hand: %s',
  async (remembered) => {
    const { code, watch, clock, keys, audit, metrics } = setUp();
    watch.remembered = remembered;
    watch.block({ range: '203.0.113.7/32', expiresAt: until(clock, 1_000) });
    expect(await code(KEY)).toBe('credential.rejected');
    expect([keys.lookups, audit.items, metrics.counted]).toEqual([remembered ? 0 : 1, [], ['SourceRefused']]);
    clock.advance(1_000);
    expect(await code(KEY)).toBe('accepted');
  },
);

test('without a watch list nobody is let in: a honeytoken could not be told from a key', async () => {
  const { code, watch } = setUp();
  watch.remembered = false;
  watch.broken = true;
  expect(await code(KEY)).toBe('gateway.unavailable');
});

test('a blocked source that calls a decoy route is refused without another record', async () => {
  const { deps, facts, watch, clock, trips } = setUp();
  watch.block({ range: '203.0.113.0/24', expiresAt: until(clock, 1_000) });
  const call = { ...facts, credential: undefined, decoyRoute: '/internal/admin' };
  await expect(authoriseCaller(deps, call)).rejects.toThrow();
  expect(trips.recorded).toEqual([]);
});
