import { expect, test } from '@jest/globals';
import { ALL_DRILLS } from '../../cli/drills/all-drills.ts';
import type { DrillDocument } from '../../cli/drills/drill-report.ts';
import { DrillWorld, type Flaw } from '../support/drill-world.ts';
import { fakeGateway, run } from './support.ts';

const NAMES = ALL_DRILLS.map(({ name }) => name);
const PATHS = ['--call', '/gemini/cheap', '--echo', '/gemini/echo'];

async function drill(world: DrillWorld, ...words: readonly string[]) {
  const gateway = { opener: { ...fakeGateway().opener, drills: async () => world.ports() } };
  const line = ['--stage', 'prod', 'drill', 'run', ...words, '--json'];
  const { exitCode, stdout, stderr } = await run(gateway, line);
  const document = (stdout === '' ? undefined : JSON.parse(stdout)) as DrillDocument | undefined;
  const results = Object.fromEntries((document?.items ?? []).map((row) => [row.drill, row.result]));
  return { exitCode, document, results, stdout, stderr };
}

test('a sound gateway passes every drill, the times are told, and nothing is left behind', async () => {
  const world = new DrillWorld();
  const { exitCode, document, results } = await drill(world, ...PATHS);
  expect(results).toEqual(Object.fromEntries(NAMES.map((name) => [name, 'pass'])));
  expect([exitCode, document?.ok, document?.left, world.left]).toEqual([0, true, [], []]);
  const leaked = document?.items.find((row) => row.drill === 'leaked-decoy');
  expect(leaked?.detectionMs).toBeLessThan(1_000);
  expect(leaked?.responseMs).toBeGreaterThanOrEqual(3_000);
  expect(leaked?.alertMs).toBeGreaterThanOrEqual(3_000);
});

const BREAKS: Readonly<Record<Flaw, string>> = {
  'revoked keys work': 'revoked-key',
  'tokens can be replayed': 'replay',
  'guesses are told apart': 'brute-force',
  'guesses are recorded': 'brute-force',
  'guesses are not counted': 'brute-force',
  'headers give the address': 'address-spoofing',
  'the host header is followed': 'ssrf',
  'the echoed key gets out': 'echoed-key',
  'quotas do not end': 'over-quota',
  'anybody may invoke': 'direct-call',
  'decoys are let in': 'leaked-decoy',
  'decoys are refused in other words': 'leaked-decoy',
  'uses are not recorded': 'leaked-decoy',
  'uses are recorded late': 'leaked-decoy',
  'sources are not blocked': 'leaked-decoy',
  'sources are blocked late': 'leaked-decoy',
  'people are not told': 'leaked-decoy',
  'the responder is dead': 'leaked-decoy',
};

test.each(Object.entries(BREAKS))('where %s, %s fails, and so does the command', async (flaw, name) => {
  const { exitCode, results } = await drill(new DrillWorld([flaw as Flaw]), ...PATHS);
  expect(results[name]).toBe('fail');
  expect(exitCode).toBe(1);
});

test('a source that a header names is seen not to be blamed for the use of a decoy', async () => {
  const { document } = await drill(new DrillWorld(['headers give the address']), '--only', 'leaked-decoy');
  expect(document?.items[0]?.seen).toContain('a header was believed');
});

test('where nobody is blocked because the policy or a guardrail says so, that is told and is no failure', async () => {
  const world = new DrillWorld();
  world.unenforced = 'source NOT blocked: no stranger has such an address';
  const { exitCode, document } = await drill(world, '--only', 'leaked-decoy');
  expect(exitCode).toBe(0);
  expect(document?.items).toMatchObject([{ result: 'pass', responseMs: null, unenforced: world.unenforced }]);
});

test('what has no path to be played on is skipped with its reason, and is no failure', async () => {
  const { exitCode, document } = await drill(new DrillWorld());
  const skipped = document?.items.filter(({ result }) => result === 'skipped');
  expect(skipped?.map((row) => row.drill)).toEqual(['ssrf', 'echoed-key', 'over-quota']);
  for (const { seen } of skipped ?? []) expect(seen).toMatch(/--(call|echo) PATH/);
  expect(exitCode).toBe(0);
});

test('whenever it is stopped, it fails and leaves nothing behind', async () => {
  const whole = new DrillWorld();
  await drill(whole, '--only', 'leaked-decoy', 'replay', 'address-spoofing');
  expect(whole.calls).toBeGreaterThan(15);
  for (let call = 1; call < whole.calls; call += 1) {
    const world = new DrillWorld();
    world.stopAtCall = call;
    const { exitCode, document } = await drill(world, '--only', 'leaked-decoy', 'replay', 'address-spoofing');
    expect([call, exitCode, document?.left, world.left]).toEqual([call, 1, [], []]);
  }
});

test.each(['add', 'create', 'attach', 'place', 'changePlacement', 'addSeal', 'findSeal', 'find', 'allOf'])(
  'when AWS refuses or does not answer %s, whatever is left behind is named with a command',
  async (step) => {
    for (const side of ['before', 'after'] as const) {
      const world = new DrillWorld();
      world.keys.faults[side].add(step);
      const { exitCode, document } = await drill(world, '--only', 'leaked-decoy');
      const named = document?.left.join('\n') ?? '';
      const ids = [...world.keys.registry.items.values()].filter(({ state }) => state !== 'revoked');
      // A put whose answer was lost is looked up, and then nothing failed.
      expect([0, 1].slice(side === 'before' ? 1 : 0)).toContain(exitCode);
      expect(ids.filter(({ id }) => !named.includes(id))).toEqual([]);
    }
  },
);

test('everything that it makes says that it belongs to a drill', async () => {
  const world = new DrillWorld();
  const { document } = await drill(world, ...PATHS);
  const id = document?.id ?? '';
  expect(id).toMatch(/^drill-[0-9a-f]{8}$/);
  const items = [...world.keys.registry.items.values()];
  expect(items.length).toBeGreaterThan(5);
  for (const item of items) expect(item).toMatchObject({ client: id, labels: { drill: id } });
  for (const item of items) expect(item.expiresAtSeconds).toBeGreaterThan(0);
  for (const { label } of world.keys.placements.items.values()) expect(label).toContain(`${id}: `);
  expect(world.keys.records.lines.filter((line) => line.startsWith('drill.run'))).toEqual([
    `drill.run ${id} begun`,
    `drill.run ${id} done`,
  ]);
});

test('no key and no token is printed', async () => {
  const world = new DrillWorld();
  const { stdout, stderr } = await drill(world, ...PATHS);
  expect(stdout + stderr).not.toMatch(/sp_local_|token-\d/);
});

test('a drill that does not exist is refused by name, and nothing is made', async () => {
  const world = new DrillWorld();
  const { exitCode, stderr } = await drill(world, '--only', 'leaked-decoys');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('leaked-decoy');
  expect([world.calls, world.keys.records.items]).toEqual([0, []]);
});
