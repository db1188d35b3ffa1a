import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { JweSealer } from '../../../../lambda/adapters/jwe-sealer.ts';
import { inGrace } from '../../../../lambda/domain/key-lineage.ts';
import { readLineage } from '../../../../lambda/flows/read-lineage.ts';
import { type Death, dyingPorts } from '../../../support/dying-ports.ts';
import { ENFORCED } from '../../../support/fake-response.ts';
import { BESIDE, DECOY, responseWorld } from '../../../support/response-world.ts';

const THIEF = '203.0.113.7';
const { publicKey } = generateKeyPairSync('x25519');
const deliverTo = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const made = JweSealer.for(deliverTo);
if (typeof made === 'string') throw new Error(made);
const sealer: JweSealer = made;

type World = ReturnType<typeof responseWorld>;
const rerolling = { policy: { ...ENFORCED, reroll: 'enforce', deliverTo }, sealer } as const;

async function trip(world: World, ip = THIEF, over: object = rerolling): Promise<void> {
  for (const event of await world.use(ip)) await world.handle(event, over).catch(() => undefined);
}
const told = ({ bus }: World) => bus.published.map(({ type }) => type);
const answer = ({ table }: World) => Object.values([...table.records.values()][0]?.answers ?? {}).join();

/** One key works, it is sealed for its recipient, and every other one of the id has ended. */
async function expectRerolled(world: World, keys = 2): Promise<void> {
  const { current, before } = await readLineage(world.registry, BESIDE);
  expect(current).toMatchObject({ state: 'active', sealedFor: sealer.thumbprint, id: BESIDE });
  expect(before.map((item) => inGrace(item, world.clock.now()))).toEqual(before.map(() => false));
  expect(before.at(-1)?.supersededBy).toBe(current.keyHash);
  const working = [...world.registry.items.values()].filter(
    (item) => item.state === 'active' && item.supersededBy === undefined,
  );
  expect(working).toEqual([current]);
  expect(before).toHaveLength(keys - 1);
}

test('the key beside gets a new value, sealed, in place of being quarantined, and the page says how to fetch it', async () => {
  const world = responseWorld();
  await trip(world);
  await expectRerolled(world);
  expect(told(world).sort()).toEqual(['ip.blocked', 'key.rerolled']);
  const message = world.pager.sent[0]?.message ?? '';
  const fetchIt = `keys reroll ${BESIDE} --grace 0 --request-token trip:${DECOY} --deliver-to PUBLIC-KEY-FILE`;
  expect(message).toContain(`key ${BESIDE} beside it rerolled, the old one works no more`);
  expect(message).toContain(fetchIt);
  expect(message).not.toContain(`npx sallyport --stage test keys reroll`);
  expect(world.store.lines).toContain(`keys.reroll ${BESIDE} done`);
});

test('no further use of the same decoy takes the client’s new key away, from whatever source and however late', async () => {
  const world = responseWorld();
  for (const ip of [THIEF, '203.0.113.8', '203.0.113.9']) {
    await trip(world, ip);
    world.clock.advance(3_600_000);
  }
  await expectRerolled(world);
  world.table.planted.set(DECOY, { label: 'x', beside: BESIDE, acknowledgedAt: '2026-11-23T19:00:00.000Z' });
  await trip(world, '203.0.113.10');
  await expectRerolled(world, 3);
});

test('two responders at once make one new key', async () => {
  const world = responseWorld();
  const events = [...(await world.use(THIEF)), ...(await world.use('203.0.113.8'))];
  await Promise.all(events.map((event) => world.handle(event, rerolling).catch(() => undefined)));
  await world.sweep(3, rerolling);
  await expectRerolled(world);
});

test('a policy that only reports says so and leaves the key, and quarantine goes by its own policy', async () => {
  const world = responseWorld();
  await trip(world, THIEF, { policy: { ...ENFORCED, reroll: 'report' } });
  expect(answer(world)).toContain(`key ${BESIDE} beside it NOT rerolled: the policy only reports`);
  expect(world.keyState()).toBe('quarantined');
});

test('a key that is not active is not rerolled, and not let in by it', async () => {
  const world = responseWorld();
  for (const [hash, item] of world.registry.items)
    world.registry.items.set(hash, { ...item, state: 'revoked' });
  await trip(world);
  expect(answer(world)).toContain('NOT rerolled: it is not active');
  expect(world.keyState()).toBe('revoked');
});

test('a reroll that fails leaves the key to quarantine, not to the thief', async () => {
  const world = responseWorld();
  const registry = Object.assign(Object.create(world.registry) as typeof world.registry, {
    add: () => Promise.reject(new Error('the table refuses puts')),
  });
  await trip(world, THIEF, { ...rerolling, registry });
  expect(world.keyState()).toBe('quarantined');
  expect(world.failures).toContain('reroll: the table refuses puts');
});

const PORTS = [
  ...(['desk', 'trips', 'placements', 'blocks', 'book', 'goodTraffic'] as const),
  ...(['registry', 'store', 'pager', 'events'] as const),
];
const dying = (world: World, death?: Death) => {
  const { ports, calls } = dyingPorts({ ...world.deps, ...rerolling, store: world.store }, PORTS, death);
  return { deps: { ...ports, actions: world.actionsOn(ports.store) }, calls };
};
const CALLS_MAX = 40;
const deaths = Array.from({ length: CALLS_MAX }, (_, n) => n + 1).flatMap((call) =>
  (['before', 'after'] as const).map((when) => ({ title: `${when} call ${call}`, call, when })),
);

test('the matrix is longer than one answer', async () => {
  const world = responseWorld();
  const { deps, calls } = dying(world);
  for (const event of await world.use(THIEF)) await world.handle(event, deps);
  expect(calls).toContain('registry.add');
  expect(calls.length).toBeLessThan(CALLS_MAX);
});

describe('a responder that rerolls and dies', () => {
  test.each(deaths)(
    '$title, leaves one new key that its recipient can read, and repeats no page',
    async (death) => {
      const world = responseWorld();
      const [event] = await world.use(THIEF);
      await world.handle(event, dying(world, death).deps).catch(() => undefined);
      await world.sweep(40, rerolling);
      await expectRerolled(world);
      expect(told(world)).toContain('key.rerolled');
      expect(new Set(world.bus.published.map(({ detail }) => detail.eventId)).size).toBe(2);
      expect(world.pager.sent.length).toBeLessThanOrEqual(1);
      expect(world.table.records.size).toBe(1);
    },
  );
});
