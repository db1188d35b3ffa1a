import { expect, test } from '@jest/globals';
import type { KeyItem } from '../../../contract/tables.ts';
import { hashClientKey } from '../../../lambda/domain/client-key.ts';
import { judgeKey } from '../../../lambda/domain/judge-key.ts';
import { type Rerolled, type RerollKeyDeps, rerollKey } from '../../../lambda/flows/reroll-key.ts';
import { withholdKey } from '../../../lambda/flows/withhold-key.ts';
import { keyItem } from '../../support/build.ts';
import { keyPorts } from '../../support/key-ports.ts';

const HOUR = 3_600;
const asked = (over: object = {}) => ({ graceSeconds: HOUR, endsOnFirstUse: false, token: 't1', ...over });
const sealer = { thumbprint: 'thumb', seal: (key: { reveal(): string }) => `sealed ${key.reveal()}` };

function withKey(over: Partial<KeyItem> = {}) {
  const ports = keyPorts();
  const item = keyItem(over);
  ports.registry.items.set(item.keyHash, item);
  const records = () => [...ports.registry.items.values()];
  const judged = (keyHash: string) => {
    const record = ports.registry.items.get(keyHash);
    return record && judgeKey(record, { now: ports.now(), ip: '203.0.113.7' });
  };
  const reroll = (request: object = {}, more: Partial<RerollKeyDeps> = {}) =>
    rerollKey({ ...ports, ...more }, item.id, asked(request));
  return { ...ports, item, records, judged, reroll };
}

const shown = ({ given }: Rerolled): string => {
  if (given.kind !== 'shown') throw new Error(`the key was ${given.kind}`);
  return given.key.reveal();
};

test('the id, the rights and the quota stay, and both keys work for the grace and not a second longer', async () => {
  const world = withKey({
    role: 'reader',
    scopes: ['GET:/weather/**'],
    owner: 'ops',
    ips: ['203.0.113.0/24'],
  });
  const hash = hashClientKey(shown(await world.reroll()));
  const [old, made] = world.records();
  const rights = ({
    id,
    usageKey,
    usageKeyId,
    products,
    plan,
    role,
    scopes,
    owner,
    ips,
    createdAt,
  }: KeyItem) => ({
    ...{ id, usageKey, usageKeyId, products, plan, role, scopes, owner, ips, createdAt },
  });
  expect(made && rights(made)).toEqual(old && rights(old));
  expect([world.judged(world.item.keyHash), world.judged(hash)]).toEqual(['accepted', 'accepted']);
  world.clock.advance(HOUR * 1000 - 1);
  expect(world.judged(world.item.keyHash)).toBe('accepted');
  world.clock.advance(1);
  expect([world.judged(world.item.keyHash), world.judged(hash)]).toEqual(['superseded', 'accepted']);
});

test('without a grace the old key is refused at once', async () => {
  const world = withKey();
  await world.reroll({ graceSeconds: 0 });
  expect(world.judged(world.item.keyHash)).toBe('superseded');
});

test('a grace never extends an expiry, and the new key has the same expiry', async () => {
  const world = withKey({ expiresAtSeconds: Date.parse('2026-11-23T17:00:10Z') / 1000 });
  await world.reroll();
  expect(
    world.records().map(({ graceEndsAtSeconds, expiresAtSeconds }) => [graceEndsAtSeconds, expiresAtSeconds]),
  ).toEqual([
    [world.item.expiresAtSeconds, world.item.expiresAtSeconds],
    [undefined, world.item.expiresAtSeconds],
  ]);
});

test('a reroll with no grace ends every older key as well, and none makes one live longer', async () => {
  const world = withKey();
  await world.reroll({ graceSeconds: 60 });
  await world.reroll({ token: 't2', graceSeconds: HOUR });
  const ends = () => world.records().map((record) => record.graceEndsAtSeconds);
  const nowSeconds = world.now().getTime() / 1000;
  expect(ends()).toEqual([nowSeconds + 60, nowSeconds + HOUR, undefined]);
  await world.reroll({ token: 't3', graceSeconds: 0 });
  expect(ends()).toEqual([nowSeconds, nowSeconds, nowSeconds, undefined]);
});

test('repeated with the same token it yields no second key, and says that the key was issued', async () => {
  const world = withKey();
  await world.reroll();
  const again = await world.reroll();
  expect([again.given, again.repeated]).toEqual([{ kind: 'issued' }, true]);
  expect(world.records()).toHaveLength(2);
});

test('a key that was encrypted for its recipient is given again to whoever asks with the same token', async () => {
  const world = withKey();
  const first = await world.reroll({}, { sealer });
  const again = await world.reroll({}, { sealer });
  expect(first.given).toMatchObject({ kind: 'sealed', sealed: expect.stringContaining('sealed sp_local_') });
  expect([again.given, again.repeated]).toEqual([first.given, true]);
  expect(world.records()).toHaveLength(2);
});

test.each([
  ['another public key', { ...sealer, thumbprint: 'other' }],
  ['none', undefined],
])('a token whose key was encrypted for one public key is refused with %s', async (_name, other) => {
  const world = withKey();
  await world.reroll({}, { sealer });
  await expect(world.reroll({}, { sealer: other })).rejects.toMatchObject({ code: 'input.refused' });
  expect(world.records()).toHaveLength(2);
});

test.each([
  ['the new record is written', 'add', 1],
  ['the old record is changed', 'change', 1],
  ['the new record is made to work', 'change', 2],
])(
  'when it breaks off before %s nothing works that nobody has, and the same token goes on',
  async (_name, step, nth) => {
    const world = withKey();
    let calls = 0;
    const { registry } = world;
    const [add, change] = [registry.add.bind(registry), registry.change.bind(registry)];
    const crash = () => {
      calls += 1;
      return calls === nth;
    };
    const down = () => Promise.reject(new Error('crash'));
    if (step === 'add') registry.add = (item) => (crash() ? down() : add(item));
    else registry.change = (read, changes) => (crash() ? down() : change(read, changes));
    await expect(world.reroll()).rejects.toThrow();
    const active = world.records().filter(({ state }) => state === 'active');
    expect(active.map(({ keyHash }) => keyHash)).toEqual([world.item.keyHash]);
    const key = shown(await world.reroll());
    expect(world.judged(hashClientKey(key))).toBe('accepted');
    expect(world.records().filter(({ state }) => state === 'active')).toHaveLength(2);
  },
);

test('of two who reroll a key at once one gets a key, and the other is told and leaves nothing that works', async () => {
  const world = withKey();
  const both = await Promise.allSettled([world.reroll(), world.reroll({ token: 't2' })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ code: 'key.changed' }),
  });
  expect(world.records().map(({ state }) => state)).toEqual(['active', 'active']);
});

test('a key that could not be shown opens nothing, and the same token yields another', async () => {
  const world = withKey();
  const { record } = await world.reroll();
  await withholdKey(world.registry, record);
  expect(world.judged(record.keyHash)).toBe('pending');
  const again = await world.reroll();
  expect(world.judged(hashClientKey(shown(again)))).toBe('accepted');
  expect(world.registry.items.has(record.keyHash)).toBe(false);
});

test.each(['disabled', 'quarantined', 'revoked'] as const)(
  'a key that is %s is not rerolled',
  async (state) => {
    const world = withKey({ state });
    await expect(world.reroll()).rejects.toMatchObject({ code: 'key.unfit' });
    expect(world.records()).toHaveLength(1);
  },
);

test('a revocation in the middle of a reroll leaves no key that works', async () => {
  const world = withKey();
  const add = world.registry.add.bind(world.registry);
  world.registry.add = async (item) => {
    await add(item);
    await world.registry.change(world.item, { state: 'revoked' });
  };
  await expect(world.reroll()).rejects.toMatchObject({ code: 'key.changed' });
  expect(world.records().map(({ state }) => state)).toEqual(['revoked']);
});

test('the record of the operator and the event name the id and never the key', async () => {
  const world = withKey();
  const key = shown(await world.reroll());
  expect(world.events.published).toMatchObject([{ type: 'key.rerolled', detail: { keyId: world.item.id } }]);
  expect(JSON.stringify(world.events.published)).not.toContain(key);
});
