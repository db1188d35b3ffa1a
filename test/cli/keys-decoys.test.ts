import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { WATCH_LIST } from '../../contract/watch-list.ts';
import { hashClientKey } from '../../lambda/domain/client-key.ts';
import { isDecoy } from '../../lambda/domain/seal.ts';
import { SEAL_KEY } from '../support/fake-watch.ts';
import { type FakeGateway, fakeGateway, run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-decoys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const json = async (gateway: FakeGateway, line: string) =>
  JSON.parse((await run(gateway, `--stage prod ${line} --json`)).stdout);

/** A real key, and a decoy that lies beside it. */
async function twins() {
  const gateway = fakeGateway();
  // The first decoy of a gateway waits, and so would differ from the key in when it was made.
  await gateway.keys.seals.add({
    ...{ tokenId: WATCH_LIST.partition, entry: WATCH_LIST.sealKeyEntry },
    ...{ sealKey: SEAL_KEY, createdAt: '2026-11-01T00:00:00.000Z' },
  });
  const real = await json(gateway, 'keys create --client acme --product gemini --plan basic --owner ops');
  const decoy = await json(gateway, `honeytokens plant --label place --beside ${real.id}`);
  return { gateway, real, decoy };
}

const decoysOf = (gateway: FakeGateway, id: string) =>
  [...gateway.keys.registry.items.values()]
    .filter((item) => item.id === id)
    .map((item) => isDecoy(item, gateway.keys.seals.item?.sealKey));

const VERBS: Readonly<Record<string, string>> = {
  reroll: 'keys reroll ID --grace 0 --request-token t',
  update: 'keys update ID --note new --plan pro --expires never',
  disable: 'keys disable ID',
  enable: 'keys enable ID',
  quarantine: 'keys quarantine ID --reason x',
  revoke: 'keys revoke ID --yes',
};

test.each(Object.entries(VERBS))(
  'keys %s does to a decoy what it does to a key for whoever may not tell them, and it stays a decoy',
  async (_verb, line) => {
    const { gateway, real, decoy } = await twins();
    gateway.keys.seals.denied = true;
    const seen = async (id: string) => {
      const { exitCode, stdout, stderr } = await run(gateway, `--stage prod ${line.replace('ID', id)}`);
      const after = await run(gateway, `--stage prod keys show ${id}`);
      const text = [stdout, stderr, after.stdout].join('\n').replaceAll(id, 'ID');
      return { exitCode, text: text.replace(/sp_local_\w+/, 'KEY') };
    };
    expect(await seen(decoy.id)).toEqual(await seen(real.id));
    gateway.keys.seals.denied = false;
    expect(new Set(decoysOf(gateway, decoy.id))).toEqual(new Set([true]));
    expect(new Set(decoysOf(gateway, real.id))).toEqual(new Set([false]));
  },
);

test.each(Object.entries(VERBS))(
  'keys %s refuses a decoy to whoever may tell it, and changes nothing',
  async (_verb, line) => {
    const { gateway, decoy } = await twins();
    const before = JSON.stringify([...gateway.keys.registry.items.values()]);
    const { exitCode, stdout, stderr } = await run(gateway, `--stage prod ${line.replace('ID', decoy.id)}`);
    expect([exitCode, stdout + stderr]).toEqual([1, expect.stringContaining(`${decoy.id} is a honeytoken`)]);
    expect(JSON.stringify([...gateway.keys.registry.items.values()])).toBe(before);
  },
);

test.each(['quarantine', 'revoke'])(
  'keys %s stops a leaked key even while the honeytokens table is down',
  async (verb) => {
    const { gateway, real } = await twins();
    gateway.keys.faults.before.add('findSeal');
    const { exitCode } = await run(gateway, `--stage prod keys ${verb} ${real.id} --reason leaked`);
    const states = [...gateway.keys.registry.items.values()].map(({ id, state }) => id === real.id && state);
    expect([exitCode, states]).toEqual([
      0,
      expect.arrayContaining([verb === 'revoke' ? 'revoked' : 'quarantined']),
    ]);
  },
);

test('keys list and keys show say the same of a decoy and of the key beside it, whoever asks', async () => {
  const { gateway, real, decoy } = await twins();
  for (const denied of [true, false]) {
    gateway.keys.seals.denied = denied;
    const { items } = await json(gateway, 'keys list');
    expect(items).toHaveLength(2);
    const [one, two] = items.map(({ id: _id, ...rest }: { id: string }) => rest);
    expect(one).toEqual(two);
    const shown = async (id: string) =>
      (await run(gateway, `--stage prod keys show ${id}`)).stdout.replaceAll(id, 'ID');
    expect(await shown(decoy.id)).toBe(await shown(real.id));
  }
});

test('an export leaves decoys out and says how many on standard error only', async () => {
  const { gateway, real, decoy } = await twins();
  await run(gateway, '--stage prod honeytokens plant --label other');
  const { exitCode, stdout, stderr } = await run(gateway, '--stage prod keys export');
  expect([exitCode, stderr]).toEqual([0, 'Left out 2 honeytokens.\n']);
  expect(JSON.parse(stdout).items.map(({ id }: { id: string }) => id)).toEqual([real.id]);
  expect(stdout).not.toContain(decoy.id);
});

test('whoever cannot tell decoys exports nothing, and is told what is missing', async () => {
  const { gateway } = await twins();
  gateway.keys.seals.denied = true;
  const { exitCode, stdout, stderr } = await run(gateway, '--stage prod keys export');
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/failed: honeytokens must not be exported.*\nfix: .*dynamodb:GetItem/);
});

test('an import makes no key of a decoy: where its record is wanted back, it comes back as one', async () => {
  const { gateway, decoy } = await twins();
  const record = gateway.keys.registry.items.get(hashClientKey(decoy.key));
  const { usageKey: _u, usageKeyId: _i, ...item } = record ?? {};
  const file = join(folder, 'keys.json');
  writeFileSync(file, JSON.stringify({ format: 'sallyport-keys/1', stage: 'local', items: [item] }));
  gateway.keys.registry.items.delete(hashClientKey(decoy.key));
  const left = await json(gateway, `keys import ${file}`);
  expect(left.items).toEqual([{ id: decoy.id, result: 'left out: a honeytoken' }]);
  expect(decoysOf(gateway, decoy.id)).toEqual([]);
  gateway.keys.seals.denied = true;
  const made = await json(gateway, `keys import ${file}`);
  expect(made.items).toEqual([{ id: decoy.id, result: 'made' }]);
  gateway.keys.seals.denied = false;
  expect(decoysOf(gateway, decoy.id)).toEqual([true]);
});

const CLIENTS = 'keys:\n  - { name: search, client: acme, products: [gemini], plan: basic }\n';

test('keys apply neither touches nor names a decoy, though it imitates a declared key', async () => {
  const gateway = fakeGateway();
  const file = join(folder, 'clients.yaml');
  writeFileSync(file, CLIENTS);
  const made = await json(gateway, `keys apply -f ${file} --yes`);
  const [{ id }] = made.items;
  const decoy = await json(gateway, `honeytokens plant --label place --beside ${id}`);
  writeFileSync(file, CLIENTS.replace('basic', 'pro'));
  const before = JSON.stringify(gateway.keys.registry.items.get(hashClientKey(decoy.key)));
  const applied = await json(gateway, `keys apply -f ${file} --yes`);
  expect(applied).toMatchObject({ items: [{ id, result: 'changed' }], undeclared: [] });
  expect(JSON.stringify(gateway.keys.registry.items.get(hashClientKey(decoy.key)))).toBe(before);
});
