import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { JweSealer } from '../../../../lambda/adapters/jwe-sealer.ts';
import { leakDetail } from '../../../../lambda/domain/leak/leak-facts.ts';
import { decoySeal } from '../../../../lambda/domain/seal.ts';
import { readLineage } from '../../../../lambda/flows/read-lineage.ts';
import { setKeyState } from '../../../../lambda/flows/set-key-state.ts';
import type { ResponderDeps } from '../../../../lambda/responder/handler.ts';
import { keyItem } from '../../../support/build.ts';
import { type Death, dyingPorts } from '../../../support/dying-ports.ts';
import { DECOY, responseWorld, SEAL_KEY } from '../../../support/response-world.ts';

const KEY = 'key_leaked';
const HASH = 'c'.repeat(64);
const PLACE = { url: 'https://github.com/acme/web/blob/1/.env', source: 'commit' };
const { publicKey } = generateKeyPairSync('x25519');
const made = JweSealer.for(publicKey.export({ type: 'spki', format: 'pem' }).toString());
if (typeof made === 'string') throw new Error(made);
const sealer: JweSealer = made;

type World = ReturnType<typeof responseWorld>;
type Over = Partial<ResponderDeps>;

function leakWorld(over: Parameters<typeof keyItem>[0] = {}) {
  const world = responseWorld();
  const record = keyItem({ id: KEY, keyHash: HASH, ips: ['198.51.100.0/24'], ...over });
  world.registry.items.set(record.keyHash, record);
  const detail = leakDetail(record, HASH, PLACE, { stage: 'test', now: world.clock.now() });
  const event = { 'detail-type': 'leak.reported', detail };
  return { ...world, event, report: (more: Over = {}) => world.handle(event, more) };
}
const told = ({ bus }: World) => bus.published.map(({ type }) => type);
const current = async ({ registry }: World) => (await readLineage(registry, KEY)).current;
const pages = ({ pager }: World) => pager.sent.map(({ message }) => message);

test.each([
  ['report', 'active', [], 'it WORKS, and was NOT stopped: the policy only reports'],
  ['quarantine', 'quarantined', ['key.quarantined'], 'quarantined'],
] as const)(
  'under %s a key that works becomes %s, and people are told where it lies',
  async (leakAction, state, events, words) => {
    const world = leakWorld();
    await world.report({ leakAction });
    expect([(await current(world)).state, told(world)]).toEqual([state, events]);
    expect(world.pager.sent[0]?.subject).toBe(`Sallyport test: key found in public, ${KEY}`);
    for (const part of [
      KEY,
      'acme',
      'github[.]com/acme/web/blob/1/[.]env',
      'in: commit',
      `Done         ${words}`,
    ])
      expect(pages(world)[0]).toContain(part);
    expect(world.store.lines.filter((line) => line.startsWith('leaks.'))).toEqual([
      `leaks.report ${KEY} begun`,
      `leaks.report ${KEY} done`,
    ]);
    expect(world.store.items[0]?.before).toEqual({ by: 'github', ...PLACE });
    expect(world.store.items.at(-1)?.after).toEqual({ result: expect.stringContaining(words) });
  },
);

test('under reroll the value that was found ends at once, and the new one is sealed for its recipient, once', async () => {
  const world = leakWorld();
  const over = { leakAction: 'reroll', sealer } as const;
  await world.report(over);
  const next = await current(world);
  expect(next).toMatchObject({ state: 'active', sealedFor: sealer.thumbprint });
  expect(world.registry.items.get(HASH)).toMatchObject({ supersededBy: next.keyHash });
  expect([told(world), pages(world).length]).toEqual([['key.rerolled'], 1]);
  expect(pages(world)[0]).toContain(`--request-token leak:${HASH.slice(0, 16)} --deliver-to PUBLIC-KEY-FILE`);
  world.clock.advance(86_400_000);
  await world.report(over);
  expect((await current(world)).keyHash).toBe(next.keyHash);
  expect(pages(world)).toHaveLength(1);
  expect(new Set(world.bus.published.map(({ detail }) => detail.eventId)).size).toBe(1);
});

test.each<[string, Over, Parameters<typeof keyItem>[0], string]>([
  ['names nobody who could read a new key', { sealer: undefined }, {}, 'response.deliverTo names nobody'],
])(
  'where the config %s, a key that should be rerolled is quarantined, and the page says why',
  async (_name, over, item, why) => {
    const world = leakWorld(item);
    await world.report({ leakAction: 'reroll', ...over });
    expect([(await current(world)).state, told(world)]).toEqual(['quarantined', ['key.quarantined']]);
    expect(pages(world)[0]).toContain(`quarantined; not rerolled: ${why}`);
  },
);

test('where a reroll fails, the key is quarantined', async () => {
  const world = leakWorld();
  const failing = Object.create(sealer, {
    seal: {
      value: () => {
        throw new Error('no');
      },
    },
  }) as JweSealer;
  await world.report({ leakAction: 'reroll', sealer: failing });
  expect((await current(world)).state).toBe('quarantined');
  expect(pages(world)[0]).toContain('not rerolled: it failed');
});

test('a decoy is named with its place: it trips nothing, nobody is blocked, no key is touched', async () => {
  const world = leakWorld({ id: DECOY, seal: decoySeal(SEAL_KEY, DECOY) });
  const before = JSON.stringify([...world.registry.items]);
  await world.report();
  expect([told(world), world.table.records.size, world.table.blocks.size]).toEqual([[], 0, 0]);
  expect(JSON.stringify([...world.registry.items])).toBe(before);
  expect(world.pager.sent[0]?.subject).toBe(`Sallyport test: honeytoken found in public, ${DECOY}`);
  for (const part of ['repo acme/web, .env', 'key_beside', 'it is a honeytoken'])
    expect(pages(world)[0]).toContain(part);
});

test.each([
  ['revoked', { state: 'revoked' }],
  ['expired', { expiresAtSeconds: 1 }],
  ['quarantined by somebody', { state: 'quarantined', stateReason: 'asked' }],
] as const)(
  'a key that is %s stays as it is, and nobody is woken; the report is on record',
  async (_name, item) => {
    const world = leakWorld(item);
    const before = JSON.stringify([...world.registry.items]);
    await world.report();
    expect([JSON.stringify([...world.registry.items]), pages(world), told(world)]).toEqual([before, [], []]);
    expect(world.store.lines).toEqual([`leaks.report ${KEY} begun`, `leaks.report ${KEY} done`]);
  },
);

test.each(['quarantine', 'reroll'] as const)(
  'a value that was replaced before it was reported leaves the one in its place alone, under %s',
  async (leakAction) => {
    const next = { keyHash: 'd'.repeat(64), rerollToken: 'by-operator' };
    const world = leakWorld({ supersededBy: next.keyHash, graceEndsAtSeconds: 1 });
    world.registry.items.set(next.keyHash, keyItem({ id: KEY, ...next }));
    await world.report({ leakAction, sealer });
    expect([await current(world), pages(world)]).toEqual([keyItem({ id: KEY, ...next }), []]);
  },
);

test('a value that we rerolled is not the reason to deny its successor, when the policy has become another one', async () => {
  const world = leakWorld();
  await world.report({ leakAction: 'reroll', sealer });
  world.clock.advance(86_400_000);
  await world.report({ leakAction: 'quarantine' });
  expect((await current(world)).state).toBe('active');
});

test('a key that an operator enabled again is stopped again when it is reported again', async () => {
  const world = leakWorld();
  await world.report();
  await setKeyState(world.deps, KEY, 'enable', 'a mistake');
  await world.report();
  expect((await current(world)).state).toBe('quarantined');
});

test('many reports of one key page once in fifteen minutes', async () => {
  const world = leakWorld();
  for (let n = 0; n < 20; n += 1) await world.report({ leakAction: 'report' });
  expect(pages(world)).toHaveLength(1);
  world.clock.advance(15 * 60_000);
  await world.report({ leakAction: 'report' });
  expect(pages(world)).toHaveLength(2);
});

test('what fails is left to do: the event is delivered again, and then all of it is done, once', async () => {
  const world = leakWorld();
  world.bus.broken = true;
  await expect(world.report()).rejects.toThrow('something is left to do');
  expect([(await current(world)).state, pages(world).length]).toEqual(['quarantined', 1]);
  world.bus.broken = false;
  await world.report();
  expect([
    told(world),
    pages(world).length,
    world.metrics.counted.filter((name) => name === 'KeyQuarantined').length,
  ]).toEqual([['key.quarantined'], 1, 1]);
});

test('nothing is done that cannot be recorded', async () => {
  const world = leakWorld();
  world.store.broken.add('begun');
  await expect(world.report()).rejects.toThrow();
  expect([(await current(world)).state, pages(world)]).toEqual(['active', []]);
});

test('a page that SNS refused is sent when the event comes again; one that may have left is not', async () => {
  for (const [outcome, sent, fails] of [
    ['refused', 1, true],
    ['unsure', 1, false],
  ] as const) {
    const world = leakWorld();
    world.pager.outcome = outcome;
    const first = await world.report().then(
      () => false,
      () => true,
    );
    world.pager.outcome = 'sent';
    await world.report();
    expect([outcome, pages(world).length, first]).toEqual([outcome, sent, fails]);
  }
});

test('an event that was not made by us is not acted on', async () => {
  const world = leakWorld();
  const { detail } = world.event;
  for (const over of [
    { version: 2 },
    { keyId: 'key_*' },
    { fingerprint: '' },
    { eventId: 'x' },
    { keyId: 7 },
  ])
    await world.handle({ ...world.event, detail: { ...detail, ...over } });
  await world.handle({ ...world.event, detail: { ...detail, fingerprint: 'f'.repeat(16) } });
  await world.handle({ ...world.event, detail: { ...detail, keyId: 'key_nobody' } });
  expect([(await current(world)).state, world.store.lines, pages(world)]).toEqual(['active', [], []]);
});

const PORTS = ['registry', 'store', 'book', 'pager', 'events'] as const;
const CALLS_MAX = 30;
const deaths = Array.from({ length: CALLS_MAX }, (_, n) => n + 1).flatMap((call) =>
  (['before', 'after'] as const).map((when) => ({ title: `${when} call ${call}`, call, when })),
);
const dying = (world: World, leakAction: 'reroll' | 'quarantine', death?: Death) => {
  const { ports, calls } = dyingPorts(
    { ...world.deps, leakAction, sealer, store: world.store },
    PORTS,
    death,
  );
  return { deps: { ...ports, actions: world.actionsOn(ports.store) }, calls };
};

describe.each(['reroll', 'quarantine'] as const)('a responder that is to %s and dies', (leakAction) => {
  test('has fewer calls than the matrix', async () => {
    const world = leakWorld();
    const { deps, calls } = dying(world, leakAction);
    await world.report(deps);
    expect(calls.length).toBeLessThan(CALLS_MAX);
  });

  test.each(deaths)(
    '$title, has stopped the value once the event came again, and told of it once',
    async (death) => {
      const world = leakWorld();
      const first = dying(world, leakAction, death);
      await world.report(first.deps).catch(() => undefined);
      world.clock.advance(60_000);
      await world.report({ leakAction, sealer });
      const ended = world.registry.items.get(HASH);
      const working = [...world.registry.items.values()].filter(
        (item) => item.id === KEY && item.state === 'active' && item.supersededBy === undefined,
      );
      expect([ended?.state === 'quarantined' || ended?.supersededBy !== undefined, working.length]).toEqual([
        true,
        leakAction === 'reroll' ? 1 : 0,
      ]);
      for (const { sealedFor } of working) expect(sealedFor).toBe(sealer.thumbprint);
      const events = world.bus.published.filter(
        ({ type }) => type === (leakAction === 'reroll' ? 'key.rerolled' : 'key.quarantined'),
      );
      expect(new Set(events.map(({ detail }) => detail.eventId)).size).toBe(1);
      const unsure = world.metrics.counted.filter((name) => name === 'ResponderFailed').length;
      expect(pages(world).length).toBeLessThanOrEqual(1);
      expect(pages(world).length + unsure).toBeGreaterThan(0);
    },
  );
});

test('a key that cannot be stopped is told of as working, and tried again', async () => {
  const world = leakWorld();
  world.registry.change = async () => {
    throw new Error('the table refuses updates');
  };
  await expect(world.report()).rejects.toThrow();
  expect(pages(world)[0]).toContain('it WORKS, and was NOT stopped: that failed, and is tried again');
});

test('a key whose reroll broke off is finished where that is possible, and else left to its operator', async () => {
  const token = `leak:${HASH.slice(0, 16)}`;
  const next = keyItem({
    id: KEY,
    keyHash: 'd'.repeat(64),
    state: 'pending',
    rerollToken: token,
    sealed: 'x',
  });
  for (const over of [{ sealer }, { sealer: undefined }]) {
    const world = leakWorld({ supersededBy: next.keyHash, graceEndsAtSeconds: 1 });
    world.registry.items.set(next.keyHash, { ...next, sealedFor: sealer.thumbprint, version: 0 });
    await world.report({ leakAction: 'reroll', ...over });
    expect((await current(world)).state).toBe(over.sealer === undefined ? 'pending' : 'active');
  }
});
