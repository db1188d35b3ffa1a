import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { KeyItem } from '../../../contract/tables.ts';
import { hashClientKey } from '../../../lambda/domain/client-key.ts';
import { judgeKey } from '../../../lambda/domain/judge-key.ts';
import { lineageOf } from '../../../lambda/domain/key-lineage.ts';
import { anySuccessorUsed } from '../../../lambda/flows/any-successor-used.ts';
import type { KeyRegistry } from '../../../lambda/flows/operator-ports.ts';
import { type Rerolled, rerollKey } from '../../../lambda/flows/reroll-key.ts';
import { keyItem } from '../../support/build.ts';
import { keyPorts } from '../../support/key-ports.ts';

interface Asked {
  readonly token: string;
  readonly graceSeconds: number;
  readonly endsOnFirstUse: boolean;
  readonly sealed: boolean;
}

/** A key that somebody got, and the least and the most that was promised about its end. */
interface Held {
  readonly hash: string;
  /** No reroll that was even tried may end it before. */
  safeUntilMs: number;
  /** A reroll that was answered ends it then at the latest. */
  deadFromMs: number;
}

const sealer = { thumbprint: 'thumb', seal: (key: { reveal(): string }) => key.reveal() };

/** The whole world of one key: what is stored, what clients hold, what was promised. */
function makeWorld() {
  const ports = keyPorts();
  const first = keyItem();
  ports.registry.items.set(first.keyHash, first);
  const held: Held[] = [{ hash: first.keyHash, safeUntilMs: Infinity, deadFromMs: Infinity }];
  const given = new Map<string, Set<string>>();
  return { ports, id: first.id, held, given, lost: new Set<string>(), revoked: false };
}
type World = ReturnType<typeof makeWorld>;

/** A registry whose caller dies at its nth write: before it is made, or after it was made and unanswered. */
function dying(inner: KeyRegistry, nth: number, when: 'before' | 'after'): KeyRegistry {
  let writes = 0;
  let dead = false;
  const write = async <T>(act: () => Promise<T>): Promise<T> => {
    writes += 1;
    if (dead || (writes === nth && when === 'before')) {
      dead = true;
      throw new Error('crash');
    }
    const result = await act();
    if (writes < nth) return result;
    dead = true;
    throw new Error('crash');
  };
  const read = <T>(act: () => Promise<T>): Promise<T> => (dead ? Promise.reject(new Error('crash')) : act());
  return {
    find: (hash) => read(() => inner.find(hash)),
    allOf: (id) => read(() => inner.allOf(id)),
    all: (after) => inner.all(after),
    add: (item) => write(() => inner.add(item)),
    change: (item, changes) => write(() => inner.change(item, changes)),
    discard: (item) => write(() => inner.discard(item)),
  };
}

async function accepted(world: World, hash: string): Promise<boolean> {
  const { registry, now } = world.ports;
  const key = registry.items.get(hash);
  if (key === undefined) return false;
  const successorUsed = key.endsOnFirstUse === true && (await anySuccessorUsed(registry, key));
  if (judgeKey(key, { now: now(), ip: '203.0.113.7', successorUsed }) !== 'accepted') return false;
  if (key.firstUsedAt === 'never') registry.items.set(hash, { ...key, firstUsedAt: now().toISOString() });
  return true;
}

const keyIn = ({ given }: Rerolled): string | undefined =>
  given.kind === 'shown' ? given.key.reveal() : given.kind === 'sealed' ? given.sealed : undefined;

/** Tries a reroll and keeps the books: every attempt may end older keys after its grace, an answered one must. */
async function attempt(
  world: World,
  asked: Asked,
  registry: KeyRegistry = world.ports.registry,
): Promise<void> {
  const { ports, held, given } = world;
  const endMs = ports.now().getTime() + asked.graceSeconds * 1000;
  for (const key of held)
    key.safeUntilMs = Math.min(key.safeUntilMs, asked.endsOnFirstUse ? ports.now().getTime() : endMs);
  const more = asked.sealed ? { sealer } : {};
  const answer = await rerollKey({ ...ports, registry, ...more }, world.id, asked).catch(() => undefined);
  const key = answer && keyIn(answer);
  if (key === undefined) return;
  given.set(asked.token, (given.get(asked.token) ?? new Set()).add(key));
  const hash = hashClientKey(key);
  if (held.some((one) => one.hash === hash)) return;
  // A repetition hands out the key of a reroll that was asked for earlier, with its own grace.
  if (!answer?.repeated) for (const one of held) one.deadFromMs = Math.min(one.deadFromMs, endMs);
  // Handed out late, it may have been superseded meanwhile: nothing is promised for it.
  held.push({ hash, safeUntilMs: answer?.repeated ? 0 : Infinity, deadFromMs: Infinity });
}

async function check(world: World): Promise<void> {
  const { ports, held, given, revoked } = world;
  const nowMs = ports.now().getTime();
  const records = [...ports.registry.items.values()];
  for (const keys of given.values()) expect(keys.size).toBe(1);
  expect(new Set(records.map(({ id, usageKey }) => `${id} ${usageKey}`)).size).toBe(1);
  const current = lineageOf(records)?.current;
  for (const key of held) {
    const works = await wouldWork(world, key.hash);
    if (revoked || nowMs >= key.deadFromMs) expect([key.hash, works]).toEqual([key.hash, false]);
    else if (nowMs < key.safeUntilMs) expect([key.hash, works]).toEqual([key.hash, true]);
  }
  for (const record of records) {
    const known = held.some(({ hash }) => hash === record.keyHash) || world.lost.has(record.keyHash);
    if (!known && record.sealed === undefined)
      expect([record.keyHash, record.state === 'active']).toEqual([record.keyHash, false]);
    if (record.supersededBy === undefined && record.state === 'active')
      expect(record.keyHash).toBe(current?.keyHash);
  }
}

/** Like `accepted`, without the use. */
async function wouldWork(world: World, hash: string): Promise<boolean> {
  const before = new Map(world.ports.registry.items);
  const works = await accepted(world, hash);
  for (const [key, item] of before) world.ports.registry.items.set(key, item);
  return works;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  token: fc.constantFrom('t1', 't2', 't3', 't4'),
  graceSeconds: fc.constantFrom(0, 60, 3_600),
  endsOnFirstUse: fc.boolean(),
  sealed: fc.boolean(),
});

class Step implements fc.AsyncCommand<object, World> {
  readonly #name: string;
  readonly #act: (world: World) => Promise<void>;

  constructor(name: string, act: (world: World) => Promise<void>) {
    this.#name = name;
    this.#act = act;
  }

  check = (): boolean => true;

  async run(_model: object, world: World): Promise<void> {
    await this.#act(world);
    await check(world);
  }

  toString = (): string => this.#name;
}

const say = (what: string, value: unknown) => `${what} ${JSON.stringify(value)}`;

const commands = [
  asked.map((one) => new Step(say('reroll', one), (world) => attempt(world, one))),
  fc.tuple(asked, fc.integer({ min: 1, max: 5 }), fc.constantFrom('before' as const, 'after' as const)).map(
    ([one, nth, when]) =>
      new Step(say('crash', [one, nth, when]), async (world) => {
        await attempt(world, one, dying(world.ports.registry, nth, when));
        rememberLost(world);
      }),
  ),
  asked.map(
    (one) =>
      new Step(say('lose the answer of', one), async (world) => {
        const copy: World = { ...world, held: [...world.held], given: new Map() };
        await attempt(copy, one); // nobody hears of the key; what was promised about older keys holds all the same
        rememberLost(world);
      }),
  ),
  fc.tuple(asked, asked).map(
    ([one, two]) =>
      new Step(say('two at once', [one, two]), async (world) => {
        await Promise.all([attempt(world, one), attempt(world, two)]);
      }),
  ),
  fc.nat({ max: 9 }).map(
    (n) =>
      new Step(say('use', n), async (world) => {
        const key = world.held[n % world.held.length];
        if (key !== undefined) await accepted(world, key.hash);
      }),
  ),
  fc
    .constantFrom(30, 60, 3_600)
    .map(
      (seconds) => new Step(say('wait', seconds), async ({ ports }) => ports.clock.advance(seconds * 1000)),
    ),
];

/** Keys that work and whose answer was lost: the only ones that may work although nobody has them. */
function rememberLost({ ports, held, lost }: World): void {
  for (const { keyHash, state } of ports.registry.items.values())
    if (state === 'active' && !held.some(({ hash }) => hash === keyHash)) lost.add(keyHash);
}

test('whatever crashes, is lost or races: no token yields two keys, no grace is cut short or overrun, nothing works that nobody got', async () => {
  const numRuns = Number(process.env['REROLL_RUNS'] ?? 150);
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 25 }), (steps) =>
      fc.asyncModelRun(() => ({ model: {}, real: makeWorld() }), steps),
    ),
    { numRuns },
  );
}, 60_000);

test('after any crash the same token goes on: the client gets a key that works', async () => {
  const crash = fc.tuple(
    asked,
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('before' as const, 'after' as const),
  );
  await fc.assert(
    fc.asyncProperty(crash, async ([one, nth, when]) => {
      const world = makeWorld();
      await attempt(world, one, dying(world.ports.registry, nth, when));
      rememberLost(world);
      const again = await rerollKey({ ...world.ports, ...(one.sealed ? { sealer } : {}) }, world.id, one);
      const key = keyIn(again);
      // Only where the crash came after the very last write was the key in the clear already issued.
      if (key === undefined) expect([one.sealed, world.lost.size]).toEqual([false, 1]);
      else expect(await accepted(world, hashClientKey(key))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('of any number of operators who reroll at once one gets a key, in whatever order their steps come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, operators) => {
      const world = makeWorld();
      const { registry } = world.ports;
      const slow: KeyRegistry = {
        find: scheduler.scheduleFunction(registry.find.bind(registry)),
        allOf: scheduler.scheduleFunction(registry.allOf.bind(registry)),
        all: registry.all.bind(registry),
        add: scheduler.scheduleFunction(registry.add.bind(registry)),
        change: scheduler.scheduleFunction(registry.change.bind(registry)),
        discard: scheduler.scheduleFunction(registry.discard.bind(registry)),
      };
      const request = { graceSeconds: 60, endsOnFirstUse: false, token: 'same' };
      const all = Array.from({ length: operators }, () =>
        rerollKey({ ...world.ports, registry: slow }, world.id, request),
      );
      const settled = Promise.allSettled(all);
      await scheduler.waitFor(settled);
      const keys = (await settled).flatMap((one) => (one.status === 'fulfilled' ? [keyIn(one.value)] : []));
      expect(keys.filter((key) => key !== undefined)).toHaveLength(1);
      const active = [...registry.items.values()].filter(({ state }: KeyItem) => state === 'active');
      expect(active).toHaveLength(2);
    }),
    { numRuns: 100 },
  );
}, 30_000);
