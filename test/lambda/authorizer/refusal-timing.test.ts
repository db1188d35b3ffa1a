import { randomBytes } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { plantOne } from '../../../cli/commands/honeytokens-plant.ts';
import { REFUSAL_BEAT_MS } from '../../../contract/refusal-beat.ts';
import type { KeyItem } from '../../../contract/tables.ts';
import { CachedKeyStore } from '../../../lambda/adapters/cached-key-store.ts';
import { CachedWatch } from '../../../lambda/adapters/cached-watch.ts';
import { EmfMetrics } from '../../../lambda/adapters/emf-metrics.ts';
import { faultLog } from '../../../lambda/adapters/fault-log.ts';
import { refusalLog } from '../../../lambda/adapters/refusal-log.ts';
import { TimerPulse } from '../../../lambda/adapters/timer-pulse.ts';
import { createHandler } from '../../../lambda/authorizer/handler.ts';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import { isDecoy } from '../../../lambda/domain/seal.ts';
import { watchList } from '../../../lambda/domain/watch-list.ts';
import type { Pulse } from '../../../lambda/flows/ports.ts';
import { outputs } from '../../cli/support.ts';
import { keyItem } from '../../support/build.ts';
import { distanceOf, medianOf } from '../../support/distribution.ts';
import { authorizerEvent } from '../../support/events.ts';
import { rapidPulse } from '../../support/fake-pulse.ts';
import { tokenPorts } from '../../support/fake-tokens.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';
import { keyPorts } from '../../support/key-ports.ts';
import { RUNS } from '../../support/runs.ts';

/** Each with its record, or with none. The second of two presentations is answered from memory. */
const KINDS: Readonly<Record<string, Partial<KeyItem> | undefined>> = {
  malformed: undefined,
  unknown: undefined,
  'unknown again': undefined,
  revoked: { state: 'revoked' },
  'revoked again': { state: 'revoked' },
  quarantined: { state: 'quarantined' },
  expired: { expiresAtSeconds: 1 },
  'of another address': { ips: ['198.51.100.0/24'] },
  decoy: {},
  'decoy again': {},
};
const PAIRS = 500 * RUNS;
/** Environments that ask at once. Each round has fewer, so that a machine which is busy with other work is not the cause. */
const LANES = [180, 60, 30, 15];

let minted = 0;
function freshKey(): string {
  minted += 1;
  const random = new Uint8Array(32);
  new DataView(random.buffer).setUint32(0, minted);
  return mintClientKey('test', random).reveal();
}

/** What DynamoDB takes: a few milliseconds, now and then many. */
const io = (typicalMs: number) => pass(Math.random() < 0.01 ? 25 : typicalMs * (0.5 + Math.random()));

/** The authorizer of one execution environment, as `index.ts` puts it together, over tables that take their time. */
function environment(startPulse: () => Pulse) {
  const items = new Map<string, KeyItem>();
  const now = () => new Date();
  const write = () => undefined;
  const store = {
    find: async (keyHash: string) => {
      await io(3);
      return items.get(keyHash);
    },
    noteFirstUse: () => io(6),
  };
  const watchSource = {
    read: async () => {
      await io(3);
      return watchList(SEAL_KEY, []);
    },
  };
  const handler = createHandler({
    ...tokenPorts(),
    settings: {
      mounts: [{ mount: '/weather', carriers: [{ in: 'header', name: 'x-api-key' }] }],
      decoyRoutes: [],
    },
    keys: new CachedKeyStore(store, now),
    audit: { append: () => io(6) },
    watch: new CachedWatch(watchSource, now, () => undefined),
    trips: {
      record: async () => {
        await io(6);
        return 'first';
      },
    },
    events: { publish: () => io(8) },
    logTrip: () => undefined,
    metrics: new EmfMetrics(write, now, 'test'),
    now,
    stage: 'test',
    auditRetentionDays: 1,
    startPulse,
    logFault: faultLog(write),
    logRefusal: refusalLog(write),
  });
  const present = async (key: string): Promise<number> => {
    const event = authorizerEvent({ headers: { 'x-api-key': [key] } });
    const startedAt = performance.now();
    const answer = await handler(event, {} as Context).catch((error: Error) => error.message);
    const tookMs = performance.now() - startedAt;
    if (answer !== 'Unauthorized') throw new Error('a refusal was expected');
    return tookMs;
  };
  return async (kind: string, { key, record }: Made): Promise<number> => {
    if (record !== undefined) items.set(record.keyHash, record);
    if (kind.endsWith('again')) await present(key);
    return present(kind === 'malformed' ? key.slice(0, -1) : key);
  };
}

interface Made {
  readonly key: string;
  readonly record: KeyItem | undefined;
}

/** A decoy is made by the command that plants them, beside a key; every other record is written down. */
async function made(kind: string): Promise<Made> {
  if (kind.startsWith('decoy')) return plantedDecoy();
  const [key, over] = [freshKey(), KINDS[kind]];
  return { key, record: over && keyItem({ keyHash: hashClientKey(key), ...over }) };
}

async function plantedDecoy(): Promise<Made> {
  const ports = { ...keyPorts(), stage: 'test', random: randomBytes, outputs };
  const real = keyItem({ products: ['gemini'], plan: 'basic' });
  await ports.registry.add(real);
  const planting = { label: 'repo acme/web, .env', beside: real.id, format: 'env' } as const;
  const { key } = await plantOne(ports, SEAL_KEY, planting);
  return { key, record: await ports.registry.find(hashClientKey(key)) };
}

test('what is measured as a decoy is one, and what is measured beside it is none', async () => {
  const [{ record: decoy }, { record: revoked }] = [await made('decoy'), await made('revoked')];
  expect([decoy && isDecoy(decoy, SEAL_KEY), revoked && isDecoy(revoked, SEAL_KEY)]).toEqual([true, false]);
});

/** Times of each kind, taken in one shuffled order by many environments at once, so that noise falls on all kinds alike. */
async function timesOf(
  kinds: readonly string[],
  startPulse: () => Pulse,
  lanes: number,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(kinds.map((kind) => [kind, []]));
  // Made before anything is measured: what it takes to make a key would lie on the times of those that ask meanwhile.
  const order: { readonly kind: string; readonly at: number; readonly given: Made }[] = [];
  for (const kind of kinds)
    for (let n = 0; n < PAIRS; n += 1) order.push({ kind, at: Math.random(), given: await made(kind) });
  order.sort((a, b) => a.at - b.at);
  const lane = async () => {
    const ask = environment(startPulse);
    for (let next = order.pop(); next !== undefined; next = order.pop())
      times[next.kind]?.push(await ask(next.kind, next.given));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return times;
}

const besideOf = (kind: string): string => (kind.endsWith('again') ? 'unknown again' : 'unknown');

/** Those of the kinds whose times differ from those of an unknown key, presented as often. */
async function kindsApart(kinds: readonly string[], lanes: number): Promise<string[]> {
  const asked = [...new Set(kinds.flatMap((kind) => [kind, besideOf(kind)]))];
  const times = await timesOf(asked, () => new TimerPulse(REFUSAL_BEAT_MS), lanes);
  return kinds.filter((kind) => {
    const [sample, beside] = [times[kind] ?? [], times[besideOf(kind)] ?? []];
    const shiftMs = Math.abs(medianOf(sample) - medianOf(beside));
    return distanceOf(sample, beside) > DISTANCE_MAX || shiftMs > SHIFT_MS_MAX;
  });
}

test('when a refusal leaves does not tell a key that exists from one that does not, in hundreds of pairs of each kind', async () => {
  // A machine that stalls can move one round; what leaks shows in every one. Only what stood apart is asked again.
  let apart: readonly string[] = Object.keys(KINDS);
  for (const lanes of LANES) if (apart.length > 0) apart = await kindsApart(apart, lanes);
  expect(apart).toEqual([]);
}, 120_000);

/** Chance alone puts samples of 500 this far apart once in 20,000 times; a leak puts them 0.5 to 1 apart. */
const DISTANCE_MAX = 0.15;
const SHIFT_MS_MAX = 2;

test('without the beat the same measure tells a look-up from none', async () => {
  const times = await timesOf(['malformed', 'unknown'], rapidPulse, 180);
  expect(distanceOf(times['malformed'] ?? [], times['unknown'] ?? [])).toBeGreaterThan(0.5);
}, 60_000);
