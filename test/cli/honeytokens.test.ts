import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, expect, test } from '@jest/globals';
import { main } from '../../cli/main.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { hashClientKey, readClientKey } from '../../lambda/domain/client-key.ts';
import { isDecoy } from '../../lambda/domain/seal.ts';
import { tripFacts } from '../support/build.ts';
import { collector, type FakeGateway, fakeGateway, run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-honeytokens-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const on = (line: string): readonly string[] =>
  ['--stage', 'prod', ...(line.match(/"[^"]*"|\S+/g) ?? [])].map((word) => word.replaceAll('"', ''));
const json = async (gateway: FakeGateway, line: string) =>
  JSON.parse((await run(gateway, on(`${line} --json`))).stdout);
const create = (gateway: FakeGateway) =>
  json(gateway, 'keys create --client acme --product gemini --plan basic --owner ops --expires 90d');
const plant = (gateway: FakeGateway, flags = '') =>
  json(gateway, `honeytokens plant --label "repo acme/web, .env" ${flags}`);
const recordOf = (gateway: FakeGateway, key: string) => gateway.keys.registry.items.get(hashClientKey(key));
const sealKeyOf = (gateway: FakeGateway) => gateway.keys.seals.item?.sealKey;

test('a planted decoy is printed once, in the form of its place and nothing else, and is never stored', async () => {
  const gateway = fakeGateway();
  const real = await create(gateway);
  const line = `honeytokens plant --label "repo acme/web, .env" --beside ${real.id} --link https://example.com/web`;
  const { exitCode, stdout, stderr } = await run(gateway, on(line));
  const [, key = ''] = /^GEMINI_API_KEY=(\S+)$/m.exec(stdout) ?? [];
  expect(readClientKey(key)?.stage).toBe('local');
  expect([exitCode, stdout]).toEqual([
    0,
    `GEMINI_API_KEY=${key}\nGEMINI_BASE_URL=https://abc.execute-api.eu-central-1.amazonaws.com/prod/gemini\n`,
  ]);
  expect(stderr).toContain('repo acme/web, .env');
  expect(stderr).not.toContain(key);
  const record = recordOf(gateway, key);
  expect(record && isDecoy(record, sealKeyOf(gateway))).toBe(true);
  expect(gateway.keys.placements.items.get(record?.id ?? '')).toMatchObject({
    ...{ state: 'planted', label: 'repo acme/web, .env', beside: real.id, link: 'https://example.com/web' },
    ...{ upstream: 'gemini', plantedBy: 'test' },
  });
  const { registry, usageKeys, placements, seals, records } = gateway.keys;
  const stored = [...registry.items, ...usageKeys.values, ...placements.items, seals.item, records.items];
  expect(JSON.stringify(stored)).not.toContain(key);
});

test('a decoy beside a key asks for what the key may, so its record has the same fields', async () => {
  const gateway = fakeGateway();
  const real = await create(gateway);
  const { key, ...rest } = await plant(gateway, `--beside ${real.id}`);
  const [one, two] = [recordOf(gateway, real.key), recordOf(gateway, key)];
  const shape = (item?: KeyItem) => {
    const {
      keyHash: _h,
      id: _i,
      seal: _s,
      usageKey: _u,
      usageKeyId: _k,
      createdAt: _c,
      ...same
    } = item ?? {};
    return { same, fields: Object.keys(item ?? {}).sort() };
  };
  expect(shape(two)).toEqual(shape(one));
  expect(rest).toEqual({
    ...{ id: two?.id, label: 'repo acme/web, .env', beside: real.id, upstream: 'gemini', link: null },
    ...{ format: 'env', text: expect.stringContaining(key) },
  });
});

test.each([
  ['env', 'GEMINI_API_KEY=<key>\nGEMINI_BASE_URL=<url>'],
  ['json', '{\n  "GEMINI_API_KEY": "<key>",\n  "GEMINI_BASE_URL": "<url>"\n}'],
  ['yaml', 'GEMINI_API_KEY: "<key>"\nGEMINI_BASE_URL: "<url>"'],
  [
    'github-actions',
    "gh secret set GEMINI_API_KEY --body '<key>'\ngh variable set GEMINI_BASE_URL --body '<url>'",
  ],
  ['terraform', 'gemini_api_key = "<key>"\ngemini_base_url = "<url>"'],
  ['bare', '<key>'],
])('a decoy for %s looks as people write it there', async (format, text) => {
  const { key, text: shown } = await plant(fakeGateway(), `--upstream gemini --format ${format}`);
  const url = 'https://abc.execute-api.eu-central-1.amazonaws.com/prod/gemini';
  expect(shown).toBe(text.replace('<key>', key).replace('<url>', url));
});

test('without a key to lie beside, a decoy looks like one of the keys that are there, or like a first one', async () => {
  const gateway = fakeGateway();
  const first = recordOf(gateway, (await plant(gateway)).key);
  expect(first).toMatchObject({ client: 'app', products: ['gemini', 'youtube'], plan: 'basic' });
  await create(gateway);
  const second = recordOf(gateway, (await plant(gateway)).key);
  expect(second).toMatchObject({ client: 'acme', products: ['gemini'], owner: 'ops' });
  const third = recordOf(gateway, (await plant(gateway, '--client "night job" --upstream gemini')).key);
  expect(third).toMatchObject({ client: 'night job', products: ['gemini'] });
});

test('every mistake of a planting is reported at once, and nothing is made', async () => {
  const gateway = fakeGateway();
  const line =
    'honeytokens plant --beside nobody --upstream x --link ftp://a --client "!" --format xml --name 1A';
  const { exitCode, stdout, stderr } = await run(gateway, on(line));
  expect([exitCode, stdout]).toEqual([2, '']);
  for (const flag of ['--label', '--beside', '--upstream', '--link', '--client', '--format', '--name'])
    expect(stderr).toContain(`wrong usage: ${flag}`);
  expect(gateway.keys.faults.steps).toEqual([]);
});

test('whoever may not read the seal key plants nothing, and is told what is missing', async () => {
  const gateway = fakeGateway();
  gateway.keys.seals.denied = true;
  const { exitCode, stderr } = await run(gateway, on('honeytokens plant --label x'));
  expect([exitCode, gateway.keys.registry.items.size, gateway.keys.placements.items.size]).toEqual([1, 0, 0]);
  expect(stderr).toContain('fix: use credentials that may read the honeytokens table');
});

test('a decoy that could not be shown is taken away again', async () => {
  const gateway = fakeGateway();
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  const stderr = collector();
  const stdin = Object.assign(new PassThrough(), { isTTY: false });
  const around = {
    environment: {},
    workingDir: '/nowhere',
    cloneDir: '/nowhere',
    version: '0',
    opener: gateway.opener,
  };
  const exitCode = await main(on('honeytokens plant --label x'), {
    streams: { stdin, stdout, stderr: stderr.stream },
    ...around,
  });
  const [record] = gateway.keys.registry.items.values();
  expect([exitCode, record?.state, record && isDecoy(record, sealKeyOf(gateway))]).toEqual([
    1,
    'revoked',
    false,
  ]);
  expect([...gateway.keys.placements.items.values()]).toMatchObject([{ state: 'removed' }]);
  expect(stderr.text()).toContain('taken away again');
});

test.each([
  ['places.yaml', '- label: wiki\n  format: bare\n- label: repo\n  beside: BESIDE\n'],
  ['places.csv', 'label,format,beside\nwiki,bare,\n"repo",,BESIDE\n'],
  ['places.json', '[{"label":"wiki","format":"bare"},{"label":"repo","beside":"BESIDE"}]'],
])('the places of %s each get a decoy, and running it again plants none twice', async (name, text) => {
  const gateway = fakeGateway();
  const real = await create(gateway);
  const list = file(name, text.replace('BESIDE', real.id));
  const { items } = await json(gateway, `honeytokens plant --file ${list} --upstream gemini`);
  expect(items).toMatchObject([
    { label: 'wiki', result: 'planted', text: items[0].key },
    { label: 'repo', result: 'planted', text: expect.stringMatching(/^GEMINI_API_KEY=sp_local_/) },
  ]);
  const again = await json(gateway, `honeytokens plant --file ${list} --upstream gemini`);
  expect(again.items.map(({ result, id }: { result: string; id: string }) => [result, id])).toEqual(
    items.map(({ id }: { id: string }) => ['already planted', id]),
  );
});

test('a list with a mistake plants nothing; of a sound one each place is reported, failed ones too', async () => {
  const gateway = fakeGateway();
  const wrong = file('wrong.yaml', '- label: wiki\n- lable: repo\n- label: wiki\n- label: 7\n');
  const { exitCode, stderr } = await run(gateway, on(`honeytokens plant --file ${wrong}`));
  expect([exitCode, gateway.keys.placements.items.size]).toEqual([2, 0]);
  for (const text of ['item 2', 'lable', 'listed twice', 'item 4']) expect(stderr).toContain(text);
  const list = file('places.yaml', '- label: wiki\n- label: repo\n  beside: key_0aBcDeFgHiJkLmNoPqRs\n');
  const sound = await run(gateway, on(`honeytokens plant --file ${list}`));
  expect(sound.exitCode).toBe(1);
  expect(sound.stdout).toMatch(/^# wiki: planted key_\w+\nAPI_KEY=sp_local_\w+\n\n# repo: failed\n$/);
  expect(sound.stderr).toContain('repo: there is no key key_0aBcDeFgHiJkLmNoPqRs');
});

test('the list names places, and never a key; what was removed shows only if asked for', async () => {
  const gateway = fakeGateway();
  const [one, two] = [await plant(gateway), await plant(gateway)];
  await gateway.keys.trips.record(tripFacts(one.id));
  const { stdout } = await run(gateway, on('honeytokens list'));
  expect(stdout).toMatch(new RegExp(`${one.id} .*planted .*2026-11-23T17:05:00.000Z\n`));
  expect(stdout).toMatch(new RegExp(`${two.id} .*never\n`));
  for (const { key } of [one, two]) expect(stdout).not.toContain(key);
  const removed = await json(gateway, `honeytokens remove ${two.id} key_x --reason done`);
  expect(removed.items).toMatchObject([
    { id: two.id, result: 'removed' },
    { id: 'key_x', result: 'failed', fix: expect.stringContaining('honeytokens list') },
  ]);
  const ids = async (flags: string) =>
    (await json(gateway, `honeytokens list ${flags}`)).items.map(({ id }: { id: string }) => id).sort();
  expect([await ids(''), await ids('--all')]).toEqual([[one.id], [one.id, two.id].sort()]);
});

test('the list shows decoy secrets with their last use, and says so where they may not be read', async () => {
  const gateway = fakeGateway();
  const { id } = await plant(gateway);
  gateway.keys.decoySecrets.names.push('prod/stripe/live-key', 'prod/never');
  await gateway.keys.trips.record(tripFacts('secret:prod/stripe/live-key'));
  expect((await json(gateway, 'honeytokens list')).items).toMatchObject([
    { id, kind: 'key', state: 'planted' },
    {
      id: 'secret:prod/stripe/live-key',
      kind: 'secret',
      lastUsedAt: '2026-11-23T17:05:00.000Z',
      label: null,
    },
    { id: 'secret:prod/never', kind: 'secret', state: 'planted', lastUsedAt: null },
  ]);
  gateway.keys.faults.before.add('listRules');
  const { exitCode, stdout, stderr } = await run(gateway, on('honeytokens list'));
  expect([exitCode, stdout.includes(id), stdout.includes('stripe')]).toEqual([0, true, false]);
  expect(stdout + stderr).toContain('Decoy secrets are not shown: ');
});

test('a removed decoy is an ordinary revoked key without a usage key, and the audit trail calls it that', async () => {
  const gateway = fakeGateway();
  const { id, key } = await plant(gateway);
  await run(gateway, on(`keys disable ${id}`));
  const began = gateway.keys.now().getTime();
  const { exitCode } = await run(gateway, on(`honeytokens remove ${id} --reason "repo archived"`));
  const record = recordOf(gateway, key);
  expect([exitCode, record?.state, record?.stateReason]).toEqual([0, 'revoked', undefined]);
  expect(record && isDecoy(record, sealKeyOf(gateway))).toBe(false);
  expect(gateway.keys.usageKeys.values.size).toBe(0);
  expect(gateway.keys.now().getTime() - began).toBeGreaterThanOrEqual(5_000);
  expect(gateway.keys.placements.items.get(id)).toMatchObject({
    state: 'removed',
    removedBecause: 'repo archived',
  });
  expect(gateway.keys.records.lines.slice(-2)).toEqual([`keys.revoke ${id} begun`, `keys.revoke ${id} done`]);
  expect(JSON.stringify(gateway.keys.records.items)).not.toContain('archived');
  const again = await json(gateway, `honeytokens remove ${id} --reason x`);
  expect(again.items).toEqual([{ id, result: 'already removed' }]);
});

test('a planting that broke off is shown as such and can be removed', async () => {
  const gateway = fakeGateway();
  gateway.keys.faults.before.add('add');
  const failed = await run(gateway, on('honeytokens plant --label x'));
  expect(failed.stderr).toMatch(/fix: take it away with `honeytokens remove key_/);
  gateway.keys.faults.before.clear();
  const { items } = await json(gateway, 'honeytokens list');
  expect(items).toMatchObject([{ state: 'unfinished' }]);
  const [{ id }] = items;
  expect((await json(gateway, `honeytokens remove ${id} --reason x`)).items).toEqual([
    { id, result: 'removed' },
  ]);
});

test('trips tell what was used, where it lay, from where it was called and how often, by decoy or all of them', async () => {
  const gateway = fakeGateway();
  const { id } = await plant(gateway);
  for (const ip of ['198.51.100.7', '198.51.100.7', '203.0.113.9'])
    await gateway.keys.trips.record(tripFacts(id, { ip }));
  await gateway.keys.trips.record(tripFacts('route:/internal/admin', { carrier: 'route', userAgent: '' }));
  const mine = await json(gateway, `honeytokens trips ${id}`);
  expect(mine.items).toMatchObject([
    {
      ...{ tokenId: id, label: 'repo acme/web, .env', window: '2026-11-23T17:00:00.000Z', hits: 3 },
      ...{
        sources: ['198.51.100.7/32', '203.0.113.9/32'],
        trips: [{ ip: '198.51.100.7' }, { ip: '203.0.113.9' }],
      },
    },
  ]);
  expect(Object.keys(mine.items[0]).sort()).toEqual([
    'answers',
    'hits',
    'label',
    'lastAt',
    'sources',
    'tokenId',
    'trips',
    'window',
  ]);
  const { stdout } = await run(gateway, on('honeytokens trips --since 24h'));
  expect(stdout).toContain('route:/internal/admin');
  expect(stdout).toMatch(/198\.51\.100\.7 +GET \/weather +x-api-key +curl\/8\.5\.0 +3 +in hand\n/);
  expect((await json(gateway, 'honeytokens trips --limit 1')).items).toHaveLength(1);
  expect((await run(gateway, on('honeytokens trips --since soon'))).exitCode).toBe(2);
});

test('showing a decoy says what it looks like and what became of it', async () => {
  const gateway = fakeGateway();
  const { id } = await plant(gateway);
  await gateway.keys.trips.record(tripFacts(id));
  const shown = await json(gateway, `honeytokens show ${id}`);
  expect(shown).toMatchObject({
    id,
    uses: 1,
    windows: 1,
    key: { client: 'app', plan: 'basic', state: 'active' },
  });
  const { exitCode, stderr } = await run(gateway, on('honeytokens show key_x'));
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('there is no honeytoken key_x')]);
});

test('a key with a honeytoken comes as one .env block: the key works, the decoy lies beside it', async () => {
  const gateway = fakeGateway();
  const line = 'keys create --client acme --product gemini --plan basic --with-honeytoken --expires 90d';
  const { stdout, stderr, exitCode } = await run(gateway, on(line));
  const [, real = '', url, decoy = ''] =
    /^GEMINI_API_KEY=(\S+)\nGEMINI_BASE_URL=(\S+)\nGEMINI_API_KEY_OLD=(\S+)\n$/.exec(stdout) ?? [];
  expect([exitCode, url]).toEqual([0, 'https://abc.execute-api.eu-central-1.amazonaws.com/prod/gemini']);
  const [key, bait] = [recordOf(gateway, real), recordOf(gateway, decoy)];
  const sealKey = sealKeyOf(gateway);
  expect([key && isDecoy(key, sealKey), bait && isDecoy(bait, sealKey)]).toEqual([false, true]);
  expect(gateway.keys.placements.items.get(bait?.id ?? '')).toMatchObject({
    beside: key?.id,
    state: 'planted',
  });
  expect(stderr).toContain(`the honeytoken ${bait?.id}`);
});

test('which of the two is made first is chance, so their order in the table tells nothing', async () => {
  const gateway = fakeGateway();
  const firsts = new Set<boolean>();
  for (let n = 0; n < 30; n += 1) {
    const line = 'keys create --client acme --product gemini --plan basic --with-honeytoken "a place"';
    const { id, honeytoken } = await json(gateway, line);
    const made = gateway.keys.records.items.map(({ subject }) => subject);
    firsts.add(made.indexOf(id) < made.indexOf(honeytoken.id));
  }
  expect([...firsts].sort()).toEqual([false, true]);
});

test('a key and its honeytoken are made both or not at all', async () => {
  for (const step of ['place', 'create', 'attach', 'add', 'changePlacement'])
    for (let n = 0; n < 4; n += 1) {
      const gateway = fakeGateway();
      for (let skip = 0; skip < n; skip += 1) gateway.keys.random(1);
      gateway.keys.faults.before.add(step);
      const line = 'keys create --client acme --product gemini --plan basic --with-honeytoken';
      const { exitCode, stdout } = await run(gateway, on(line));
      expect([exitCode, stdout]).toEqual([1, '']);
      const records = [...gateway.keys.registry.items.values()];
      const working = records.filter((item) => item.state === 'active' && !isDecoy(item, sealKeyOf(gateway)));
      expect(working).toEqual([]);
    }
});
