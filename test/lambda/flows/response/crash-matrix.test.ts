import { describe, expect, test } from '@jest/globals';
import { type Death, dyingPorts } from '../../../support/dying-ports.ts';
import { BESIDE, DECOY, responseWorld } from '../../../support/response-world.ts';

const THIEF = '203.0.113.7';
const PORTS = [
  ...(['desk', 'trips', 'placements', 'blocks', 'book', 'goodTraffic'] as const),
  ...(['registry', 'store', 'pager', 'events'] as const),
];

type World = ReturnType<typeof responseWorld>;

/** The responder of a process that dies. */
function dying(world: World, death?: Death) {
  const { ports, calls } = dyingPorts({ ...world.deps, store: world.store }, PORTS, death);
  return { deps: { ...ports, actions: world.actionsOn(ports.store) }, calls };
}

/** A use, and a responder that is told of it and dies; gives back what it called until then. */
async function dieOn(world: World, death?: Death): Promise<readonly string[]> {
  const [event] = await world.use(THIEF);
  const { deps, calls } = dying(world, death);
  await world.handle(event, deps).catch(() => undefined);
  return calls;
}

/** Everything that must hold in the end, however it came to it. */
function expectAnswered(world: World): void {
  expect([...world.table.records.values()].map(({ outbox, hits }) => [outbox, hits])).toEqual([
    [undefined, 1],
  ]);
  expect([...world.table.blocks.keys()]).toEqual([`${THIEF}/32`]);
  expect(world.keyState()).toBe('quarantined');
  // Repeated events have the same id, by which whoever listens knows them.
  const ids = new Set(world.bus.published.map(({ detail }) => detail.eventId));
  const [window, source] = ['2026-11-23T17:00:00.000Z', `${THIEF}/32`];
  expect([...ids].sort()).toEqual(
    ['blocked', 'quarantined'].map((what) => `${DECOY}/${window}/${source}/${what}`),
  );
  // A record that only began is the evidence of a death.
  expect(world.store.lines).toContain(`keys.quarantine ${BESIDE} begun`);
}

const CALLS: readonly string[] = [
  ...['desk.read', 'placements.find', 'goodTraffic.lastAllowed', 'blocks.take', 'registry.allOf'],
  ...['blocks.put', 'registry.find', 'events.publish', 'store.append', 'registry.change', 'store.append'],
  ...['events.publish', 'desk.answer', 'desk.openOf', 'book.last', 'placements.find', 'book.replace'],
  ...['pager.send', 'book.replace', 'desk.read', 'book.last', 'desk.moveOn'],
];

test('the matrix is made from the calls of one answer', async () => {
  expect(await dieOn(responseWorld())).toEqual(CALLS);
});

const deaths = CALLS.flatMap((name, n) =>
  (['before', 'after'] as const).map((when) => ({
    title: `${when} call ${n + 1}, ${name}`,
    call: n + 1,
    when,
  })),
);

describe('a responder that dies', () => {
  test.each(deaths)('$title, loses no use and repeats no page', async (death) => {
    const world = responseWorld();
    await dieOn(world, death);
    await world.sweep(40);
    expectAnswered(world);
    expect(world.pager.sent.length).toBeLessThanOrEqual(1);
    // A page that may not have left raises an alarm in its place.
    expect([world.pager.sent.length, world.metrics.counted.includes('ResponderFailed')]).not.toEqual([
      0,
      false,
    ]);
  });

  test('loses the page only between claiming and sending it', async () => {
    const lost: string[] = [];
    for (const death of deaths) {
      const world = responseWorld();
      await dieOn(world, death);
      await world.sweep(40);
      if (world.pager.sent.length === 0) lost.push(death.title.replace(/call \d+, /, ''));
    }
    expect(lost).toEqual(['after book.replace', 'before pager.send']);
  });
});

test.each(deaths)(
  'a responder that dies $title, and whose event is delivered again at once',
  async (death) => {
    const world = responseWorld();
    const [event] = await world.use(THIEF);
    await world.handle(event, dying(world, death).deps).catch(() => undefined);
    await world.handle(event).catch(() => undefined);
    await world.sweep(40);
    expectAnswered(world);
    expect(world.pager.sent.length).toBeLessThanOrEqual(1);
  },
);

test('responders that die one after the other, each at any call, lose no use and repeat no page', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const world = responseWorld();
    await world.use(THIEF);
    let next = seed;
    for (let minute = 0; minute < 6; minute += 1) {
      next = (next * 48_271) % 2_147_483_647;
      const death = { call: 1 + (next % 25), when: next % 2 === 0 ? 'before' : 'after' } as const;
      world.clock.advance(60_000);
      await world.handle({ run: 'sweep' }, dying(world, death).deps).catch(() => undefined);
    }
    await world.sweep(40);
    expectAnswered(world);
    expect(world.pager.sent.length).toBeLessThanOrEqual(1);
  }
});
