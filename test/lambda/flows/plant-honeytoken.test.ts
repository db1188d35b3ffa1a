import { expect, test } from '@jest/globals';
import { SEAL_KEY_SETTLED_MS, WATCH_MEMORY_MS } from '../../../contract/watch-list.ts';
import { hashClientKey } from '../../../lambda/domain/client-key.ts';
import { imitatedRequest } from '../../../lambda/domain/imitated-request.ts';
import { isDecoy } from '../../../lambda/domain/seal.ts';
import { createKey } from '../../../lambda/flows/create-key.ts';
import { findModel } from '../../../lambda/flows/find-model.ts';
import { plantHoneytoken } from '../../../lambda/flows/plant-honeytoken.ts';
import { readySealKey } from '../../../lambda/flows/seal-key.ts';
import { keyItem } from '../../support/build.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';
import { keyPorts } from '../../support/key-ports.ts';

const place = { label: 'repo acme/web, .env', link: 'https://example.com/acme/web' };
const request = {
  ...{ client: 'acme', products: ['gemini'], plan: 'pro', expiresAtSeconds: 1_900_000_000 },
  ...{ ips: ['203.0.113.0/24'], note: 'for Zoë', owner: 'ops', labels: { team: 'search' }, mayMint: true },
};

test('a decoy’s record differs from that of a key in its values only, and in its seal only for whoever has the seal key', async () => {
  const ports = keyPorts();
  const real = (await createKey(ports, request)).record;
  const { record } = await plantHoneytoken(
    ports,
    SEAL_KEY,
    imitatedRequest(real, {}, { products: [], plans: [] }),
    place,
  );
  expect(Object.keys(record).sort()).toEqual(Object.keys(real).sort());
  const drawn = ['keyHash', 'id', 'seal', 'usageKey', 'usageKeyId'] as const;
  for (const field of drawn) {
    expect(record[field]).not.toBe(real[field]);
    expect(record[field]).toMatch(/^(?:[0-9a-f]{64}|key_[0-9A-Za-z]{20}|usage\d)$/);
    expect(record[field].length).toBe(real[field].length);
  }
  const same = { ...record, ...Object.fromEntries(drawn.map((field) => [field, real[field]])) };
  expect(same).toEqual(real);
  expect(ports.registry.items.get(record.keyHash)).toEqual(record);
  expect([isDecoy(record, SEAL_KEY), isDecoy(real, SEAL_KEY), isDecoy(record, '00'.repeat(32))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(ports.usageKeys.plans.get(record.usageKeyId)).toBe(ports.usageKeys.plans.get(real.usageKeyId));
});

test('the audit trail tells a decoy’s making from no other key’s', async () => {
  const ports = keyPorts();
  await createKey(ports, request);
  await plantHoneytoken(ports, SEAL_KEY, request, place);
  const told = ports.records.items.map(({ action, phase, operator, after }) => ({
    action,
    phase,
    operator,
    after,
  }));
  expect(told.slice(2)).toEqual(told.slice(0, 2));
  expect(JSON.stringify(ports.records.items)).not.toContain('acme/web');
});

test('the placement says what lies where, who planted it and when, and holds neither the key nor its hash', async () => {
  const ports = keyPorts();
  const { record, key } = await plantHoneytoken(ports, SEAL_KEY, request, { ...place, beside: 'key_b' });
  expect(ports.placements.items.get(record.id)).toEqual({
    ...{ tokenId: 'placements', entry: record.id, state: 'planted', ...place, beside: 'key_b' },
    ...{ plantedBy: 'test', plantedAt: '2026-11-23T17:00:00.000Z' },
  });
  const all = JSON.stringify([...ports.placements.items.values()]);
  expect(all).not.toContain(key.reveal());
  expect(all).not.toContain(hashClientKey(key.reveal()));
});

test('the placement is there before the key is', async () => {
  const ports = keyPorts();
  await plantHoneytoken(ports, SEAL_KEY, request, place);
  expect(ports.faults.steps).toEqual(['place', 'create', 'attach', 'add', 'changePlacement']);
});

const STEPS = ['place', 'create', 'attach', 'add', 'changePlacement', 'discardPlacement'];
test.each(STEPS.flatMap((step) => [['before', step] as const, ['after', step] as const]))(
  'a planting that breaks off %s %s leaves no key that works and no decoy without a placement',
  async (when, step) => {
    const ports = keyPorts();
    ports.faults[when].add(step);
    if (step === 'discardPlacement') ports.faults.before.add('create');
    const planted = await plantHoneytoken(ports, SEAL_KEY, request, place).catch(() => undefined);
    // An answer that was lost is looked up.
    if (when === 'before' || step !== 'add') expect(planted).toBeUndefined();
    const records = [...ports.registry.items.values()];
    expect(records.filter((record) => !isDecoy(record, SEAL_KEY))).toEqual([]);
    expect(records.filter(({ id }) => !ports.placements.items.has(id))).toEqual([]);
  },
);

test('a plan that the gateway does not have is refused before anything is written', async () => {
  const ports = keyPorts();
  const planting = plantHoneytoken(ports, SEAL_KEY, { ...request, plan: 'nope' }, place);
  await expect(planting).rejects.toMatchObject({ code: 'input.refused' });
  expect(ports.faults.steps).toEqual([]);
});

test('the first decoy waits until every authorizer knows the seal key, and so does whoever comes meanwhile', async () => {
  const ports = keyPorts();
  const pauses: number[] = [];
  const deps = { ...ports, pause: async (ms: number) => void pauses.push(ms) };
  const first = await readySealKey(deps);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  ports.clock.advance(1_000);
  expect(await readySealKey(deps)).toBe(first);
  ports.clock.advance(SEAL_KEY_SETTLED_MS - 1_000);
  expect(await readySealKey(deps)).toBe(first);
  ports.clock.advance(-10_000);
  expect(await readySealKey(deps)).toBe(first);
  expect(pauses).toEqual([SEAL_KEY_SETTLED_MS, SEAL_KEY_SETTLED_MS - 1_000, SEAL_KEY_SETTLED_MS]);
  expect(SEAL_KEY_SETTLED_MS).toBeGreaterThan(WATCH_MEMORY_MS);
});

test('whoever may not read the seal key is refused with what is missing, and no second one is made', async () => {
  const ports = keyPorts();
  ports.seals.denied = true;
  await expect(readySealKey(ports)).rejects.toMatchObject({
    code: 'aws.refused',
    fix: expect.stringContaining('dynamodb:GetItem'),
  });
  expect(ports.seals.item).toBeUndefined();
});

test('a decoy is taken for a key that works: not for a decoy, nor for one that is over', async () => {
  const ports = keyPorts();
  expect(await findModel(ports, SEAL_KEY, undefined)).toBeUndefined();
  await plantHoneytoken(ports, SEAL_KEY, request, place);
  const over: readonly Parameters<typeof keyItem>[0][] = [
    { state: 'revoked' },
    { state: 'pending' },
    { supersededBy: 'f'.repeat(64), graceEndsAtSeconds: 2_000_000_000 },
    { expiresAtSeconds: Math.floor(ports.now().getTime() / 1_000) + 3_600 },
  ];
  for (const [n, fields] of over.entries())
    await ports.registry.add(keyItem({ keyHash: String(n).repeat(64), id: `key_${n}`, ...fields }));
  expect(await findModel(ports, SEAL_KEY, undefined)).toBeUndefined();
  const real = (await createKey(ports, { ...request, client: 'real' })).record;
  expect(await findModel(ports, SEAL_KEY, undefined)).toEqual(real);
});

test('a decoy lies beside a real key, never beside a decoy or a revoked key', async () => {
  const ports = keyPorts();
  const decoy = (await plantHoneytoken(ports, SEAL_KEY, request, place)).record;
  const real = (await createKey(ports, request)).record;
  await ports.registry.add(keyItem({ keyHash: 'f'.repeat(64), id: 'key_revoked', state: 'revoked' }));
  expect(await findModel(ports, SEAL_KEY, real.id)).toEqual(real);
  for (const id of [decoy.id, 'key_revoked'])
    await expect(findModel(ports, SEAL_KEY, id)).rejects.toMatchObject({ code: 'key.unfit' });
  await expect(findModel(ports, SEAL_KEY, 'key_x')).rejects.toMatchObject({ code: 'key.unknown' });
});
