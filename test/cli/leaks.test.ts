import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { hashClientKey, mintClientKey } from '../../lambda/domain/client-key.ts';
import { isDecoy } from '../../lambda/domain/seal.ts';
import { type FakeGateway, fakeGateway, run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-leaks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const json = async (gateway: FakeGateway, line: string) =>
  JSON.parse((await run(gateway, `--stage prod ${line} --json`)).stdout);
const check = (gateway: FakeGateway, text: string, flags = '') =>
  run(gateway, ['--stage', 'prod', 'leaks', 'check', ...flags.split(' ').filter(Boolean)], text);
const stateOf = (gateway: FakeGateway, key: string) =>
  gateway.keys.registry.items.get(hashClientKey(key))?.state;
const STRANGER = mintClientKey('local', new Uint8Array(32).fill(3)).reveal();
const FOREIGN = mintClientKey('other', new Uint8Array(32).fill(3)).reveal();

/** A text with a key, a decoy, a revoked key, one that was made up, and one of another stage. */
async function leak() {
  const gateway = fakeGateway();
  const [real, dead] = [
    await json(gateway, 'keys create --client acme --product gemini --plan basic --ip 203.0.113.0/24'),
    await json(gateway, 'keys create --client beta --product gemini --plan basic'),
  ];
  const decoy = await json(gateway, `honeytokens plant --label wiki --beside ${real.id}`);
  await run(gateway, `--stage prod keys revoke ${dead.id} --yes`);
  const text = [`a=${real.key}`, decoy.key, `"${dead.key}"`, STRANGER, FOREIGN, real.key].join('\n');
  return { gateway, real, dead, decoy, text };
}

test('each key of a text is named: what it is, whose it is, whether it works, or where the decoy lay', async () => {
  const { gateway, real, dead, decoy, text } = await leak();
  const before = JSON.stringify([...gateway.keys.registry.items]);
  const { exitCode, stdout, stderr } = await check(gateway, text, '--json');
  const of = (line: number, key: string, times = 1) => ({
    line,
    times,
    masked: `${key.slice(0, key.lastIndexOf('_') + 5)}…`,
  });
  expect([exitCode, stderr, JSON.parse(stdout).items]).toEqual([
    1,
    '',
    [
      {
        ...of(1, real.key, 2),
        kind: 'key',
        id: real.id,
        client: 'acme',
        works: true,
        state: 'accepted',
        result: 'works',
      },
      { ...of(2, decoy.key), kind: 'honeytoken', id: decoy.id, label: 'wiki', beside: real.id, result: '-' },
      {
        ...of(3, dead.key),
        kind: 'key',
        id: dead.id,
        client: 'beta',
        works: false,
        state: 'revoked',
        result: '-',
      },
      { ...of(4, STRANGER), kind: 'unknown', result: '-' },
      { ...of(5, FOREIGN), kind: 'foreign', result: '-' },
    ],
  ]);
  expect(JSON.stringify([...gateway.keys.registry.items])).toBe(before);
  expect(gateway.keys.trips.items).toEqual([]);
});

test('no key is repeated, whatever is asked for', async () => {
  const { gateway, real, dead, decoy, text } = await leak();
  for (const flags of ['', '--json', '--quarantine', '--quarantine --yes', '--reroll --yes']) {
    const { stdout, stderr } = await check(gateway, text, flags);
    for (const key of [real.key, dead.key, decoy.key, STRANGER, FOREIGN])
      expect(stdout + stderr).not.toContain(key.slice(key.lastIndexOf('_') + 1).slice(0, 8));
  }
});

test('without consent nothing is changed; with it a key that works is quarantined, and a decoy stays what it is', async () => {
  const { gateway, real, decoy, text } = await leak();
  const asked = await check(gateway, text, '--quarantine');
  expect([asked.exitCode, stateOf(gateway, real.key)]).toEqual([1, 'active']);
  expect(asked.stdout).toContain('Nothing was changed');
  const { exitCode, stdout } = await check(gateway, text, '--quarantine --yes');
  expect([exitCode, stateOf(gateway, real.key), stateOf(gateway, decoy.key)]).toEqual([
    0,
    'quarantined',
    'active',
  ]);
  expect(stdout).toContain('quarantined');
  expect(gateway.keys.events.published).toMatchObject([
    { type: 'key.revoked' },
    { type: 'key.quarantined', detail: { keyId: real.id, reason: 'found by leaks check' } },
  ]);
  expect((await check(gateway, text)).exitCode).toBe(0);
});

test('a rerolled key ends at once, and the one in its place is shown once', async () => {
  const { gateway, real, text } = await leak();
  const { exitCode, stdout } = await check(gateway, text, '--reroll --yes --json');
  const [item] = JSON.parse(stdout).items;
  expect([exitCode, item.result]).toEqual([0, 'rerolled']);
  expect(stateOf(gateway, item.key)).toBe('active');
  expect(gateway.keys.registry.items.get(hashClientKey(real.key))).toMatchObject({
    supersededBy: hashClientKey(item.key),
    graceEndsAtSeconds: Math.floor(gateway.keys.now().getTime() / 1_000),
  });
  expect((await check(gateway, text)).exitCode).toBe(0);
});

test('a key that could not be stopped is named with the reason, and the check fails', async () => {
  const { gateway, real, text } = await leak();
  gateway.keys.faults.before.add('change');
  const { exitCode, stdout } = await check(gateway, text, '--quarantine --yes');
  expect([exitCode, stateOf(gateway, real.key)]).toEqual([1, 'active']);
  expect(stdout).toContain(`${real.id}: change: refused. allow it`);
});

test('whoever may not tell decoys is told so; what looks like a key is stopped, and the decoy goes on tripping', async () => {
  const { gateway, decoy, text } = await leak();
  gateway.keys.seals.denied = true;
  const { exitCode, stdout } = await check(gateway, text, '--quarantine --yes');
  expect([exitCode, stateOf(gateway, decoy.key)]).toEqual([0, 'quarantined']);
  expect(stdout).toContain('You may not read the seal key');
  expect(stdout).not.toContain('wiki');
  const record = gateway.keys.registry.items.get(hashClientKey(decoy.key));
  expect(record && isDecoy(record, gateway.keys.seals.item?.sealKey)).toBe(true);
});

test('a text without keys is fine, and is read from a file as well', async () => {
  const gateway = fakeGateway();
  const file = join(folder, 'ci.log');
  writeFileSync(file, 'nothing here\n'.repeat(10_000));
  const { exitCode, stdout } = await run(gateway, ['--stage', 'prod', 'leaks', 'check', file]);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('No client keys.')]);
  expect((await run(gateway, ['--stage', 'prod', 'leaks', 'check', join(folder, 'gone')])).exitCode).toBe(2);
  expect((await check(gateway, '', '--quarantine --reroll')).exitCode).toBe(2);
});

test('without a flag the stage’s policy is followed, and a flag goes before it', async () => {
  const { gateway, real, text } = await leak();
  const { honeytokens } = gateway.opener;
  gateway.opener.honeytokens = async (connection) => {
    const ports = await honeytokens(connection);
    return { ...ports, outputs: { ...ports.outputs, leakAction: 'quarantine' } };
  };
  const asked = await check(gateway, text);
  expect([asked.exitCode, stateOf(gateway, real.key)]).toEqual([1, 'active']);
  expect(asked.stdout).toContain('Nothing was changed');
  const reported = await check(gateway, text, '--report --yes');
  expect([reported.exitCode, stateOf(gateway, real.key)]).toEqual([1, 'active']);
  expect(reported.stdout).not.toContain('Nothing was changed');
  const { exitCode } = await check(gateway, text, '--yes');
  expect([exitCode, stateOf(gateway, real.key)]).toEqual([0, 'quarantined']);
  expect((await check(gateway, text, '--report --reroll')).exitCode).toBe(2);
});
