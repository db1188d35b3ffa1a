import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { plantOne } from '../../../cli/commands/honeytokens-plant.ts';
import { CachedKeyStore } from '../../../lambda/adapters/cached-key-store.ts';
import { CachedWatch } from '../../../lambda/adapters/cached-watch.ts';
import { createHandler } from '../../../lambda/authorizer/handler.ts';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import type { TripFacts } from '../../../lambda/domain/trip-facts.ts';
import { watchList } from '../../../lambda/domain/watch-list.ts';
import { outputs } from '../../cli/support.ts';
import { keyItem } from '../../support/build.ts';
import { authorizerEvent } from '../../support/events.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeEventBus } from '../../support/fake-event-bus.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { rapidPulse } from '../../support/fake-pulse.ts';
import { FakeHoneytokens } from '../../support/fake-response.ts';
import { tokenPorts } from '../../support/fake-tokens.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';
import { keyPorts } from '../../support/key-ports.ts';

const ROUNDS = 100;
const HITS_A_ROUND = 100;

/** One process of the authorizer with its memories, three clients, a decoy, and every question that leaves the process. */
async function stage() {
  const ports = { ...keyPorts(), stage: 'test', outputs };
  const createdAt = '2026-11-01T00:00:00.000Z';
  await ports.seals.add({ tokenId: 'watch', entry: 'seal-key', sealKey: SEAL_KEY, createdAt });
  const clients: string[] = [];
  for (const id of ['key_one', 'key_two', 'key_three']) {
    const key = mintClientKey('test', ports.random(32)).reveal();
    await ports.registry.add(keyItem({ id, keyHash: hashClientKey(key), firstUsedAt: createdAt }));
    clients.push(key);
  }
  const decoy = await plantOne(ports, SEAL_KEY, { label: 'place', beside: 'key_one', format: 'bare' });
  const asked: string[] = [];
  const [clock, table, audit, events] = [
    ...[new FakeClock(), new FakeHoneytokens(), new FakeAuditLog(), new FakeEventBus()],
  ] as const;
  let gate: Promise<void> = Promise.resolve();
  const find = async (hash: string) => {
    asked.push(`key ${hash === hashClientKey(decoy.key) ? 'decoy' : hash}`);
    return ports.registry.find(hash);
  };
  const readWatch = async () => {
    asked.push('watch');
    return watchList(SEAL_KEY, []);
  };
  const record = async (facts: TripFacts) => {
    await gate;
    asked.push('trip');
    return table.record(facts);
  };
  const handler = createHandler({
    ...{ ...tokenPorts(), audit, events, metrics: new FakeMetrics(), trips: { record } },
    ...{ now: clock.now, stage: 'test', auditRetentionDays: 1, startPulse: rapidPulse },
    settings: {
      mounts: [{ mount: '/weather', carriers: [{ in: 'header', name: 'x-api-key' }] }],
      decoyRoutes: [],
    },
    keys: new CachedKeyStore({ find, noteFirstUse: async () => undefined }, clock.now),
    watch: new CachedWatch({ read: readWatch }, clock.now, () => undefined),
    ...{ logRefusal: () => undefined, logFault: () => undefined, logTrip: () => undefined },
  });
  const ask = (key: string, ip: string) =>
    handler(authorizerEvent({ headers: { 'x-api-key': [key] }, ip }), {} as Context).then(
      () => 'let in',
      (error: Error) => error.message,
    );
  return {
    ...{ clock, table, audit, events, asked, ask, clients },
    hit: (ip: string) => ask(decoy.key, ip),
    holdTrips: () => {
      gate = new Promise(() => undefined);
    },
  };
}

/** Clients for ten seconds, with a flood beside them or without. */
async function tenSeconds(sourceOf?: (n: number) => string) {
  const world = await stage();
  const answers: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const hits = Array.from({ length: sourceOf === undefined ? 0 : HITS_A_ROUND }, (_, n) =>
      world.hit(sourceOf?.(round * HITS_A_ROUND + n) ?? ''),
    );
    answers.push(...(await Promise.all(world.clients.map((key) => world.ask(key, '198.51.100.1')))));
    await Promise.all(hits);
    world.clock.advance(100);
  }
  const asked = (of: (question: string) => boolean) => world.asked.filter(of).sort();
  const ofFlood = (question: string) => question === 'trip' || question === 'key decoy';
  return { world, answers, others: asked((question) => !ofFlood(question)), flood: asked(ofFlood) };
}

const FLOODS: readonly (readonly [string, (n: number) => string])[] = [
  ['from one address', () => '203.0.113.7'],
  ['from ten thousand', (n) => `203.0.${n % 250}.${Math.floor(n / 250)}`],
];

test.each(FLOODS)(
  '10,000 uses of one decoy %s make the gateway ask nothing more for anybody else, and write one record',
  async (_, sourceOf) => {
    const quiet = await tenSeconds();
    const { world, answers, others, flood } = await tenSeconds(sourceOf);
    expect(answers).toEqual(quiet.answers);
    expect(new Set(answers)).toEqual(new Set(['let in']));
    expect(others).toEqual(quiet.others);
    // Of a use: one record in place, and what is remembered of its key, read again every five seconds.
    const trips = flood.filter((question) => question === 'trip');
    expect([trips.length, flood.length - trips.length]).toEqual([ROUNDS * HITS_A_ROUND, 2]);
    const [record, ...further] = world.table.records.values();
    expect([record?.hits, further]).toEqual([ROUNDS * HITS_A_ROUND, []]);
    // Events and audit records: one for each source that is described, and no more.
    const described = record?.trips.length ?? 0;
    expect(described).toBeLessThanOrEqual(20);
    expect([world.events.published.length, world.audit.items.length]).toEqual([described, described]);
  },
);

test('clients are answered while the uses of a decoy wait for a table that does not answer', async () => {
  const world = await stage();
  world.holdTrips();
  for (let n = 0; n < 1_000; n += 1) void world.hit('203.0.113.7');
  expect(await Promise.all(world.clients.map((key) => world.ask(key, '198.51.100.1')))).toEqual(
    world.clients.map(() => 'let in'),
  );
});
