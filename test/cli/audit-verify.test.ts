import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sealable } from '../support/fake-chain.ts';
import { type FakeGateway, fakeGateway, run } from './support.ts';

let folder: string;
let gateway: FakeGateway;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'sallyport-')), 'evidence');
  gateway = fakeGateway();
  const now = gateway.keys.now().getTime();
  for (let n = 0; n < 5; n += 1) gateway.chain.table.add(sealable(`call-${n}`, new Date(now - 60_000 - n)));
  await run(gateway, '--stage prod audit seal');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const exported = () => run(gateway, `--stage prod audit export --sealed ${folder} --since 1h`);
const offline = (more = '') => run(gateway, `audit verify --offline ${folder} --json${more}`);

test('a trail that is as it was sealed is told to be whole, and exits with 0', async () => {
  const { exitCode, stdout } = await run(gateway, '--stage prod audit verify --since 1h');
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('Whole: every record is as it was sealed.'),
  ]);
  expect(stdout).toMatch(/Records +5, 0 of them late/);
  expect(stdout).toMatch(/Public key +SHA256:[0-9a-f]{64}/);
});

test('a record that was changed is named with its shard and place, and exits with 1', async () => {
  const { items } = gateway.chain.table;
  items[2] = { ...items[2], ip: '198.51.100.9', client: '\u001b[31mred' };
  const { exitCode, stdout } = await run(gateway, '--stage prod audit verify --since 1h');
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`${String(items[2]['entry'])}`);
  expect(stdout).toContain('NOT WHOLE: 1 thing is not as sealed');
  expect(stdout).not.toContain('\u001b');
});

test('an export is verified without a gateway, by its own key or by one that is trusted', async () => {
  expect((await exported()).exitCode).toBe(0);
  const { exitCode, stdout } = await offline();
  expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { records: 5, findings: [] }]);
  expect((await offline(` --public-key ${join(folder, 'public-key.pem')}`)).exitCode).toBe(0);
  const stranger = join(folder, '..', 'stranger.pem');
  writeFileSync(stranger, await fakeGateway().chain.key.publicKey());
  const refused = await offline(` --public-key ${stranger}`);
  expect([refused.exitCode, JSON.parse(refused.stdout).findings[0]?.what]).toEqual([1, 'forged']);
});

test('a byte of an export that is another one is found', async () => {
  await exported();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'public-key.pem')
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const bytes = readFileSync(file);
    chmodSync(file, 0o600);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    expect([file, (await offline()).exitCode]).toEqual([file, 1]);
    writeFileSync(file, bytes);
  }
});

test('an export is for its owner alone, and never written over', async () => {
  await exported();
  expect(statSync(join(folder, 'public-key.pem')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'manifests')).mode & 0o777).toBe(0o700);
  const again = await exported();
  expect([again.exitCode, again.stderr]).toEqual([
    1,
    expect.stringContaining('name a folder that is new or empty'),
  ]);
});

test('what cannot be verified is said with its fix', async () => {
  const nothing = await run(gateway, `audit verify --offline ${folder}`);
  expect([nothing.exitCode, nothing.stderr]).toEqual([1, expect.stringContaining('--public-key FILE')]);
  const wrong = await run(gateway, '--stage prod audit verify --since yesterday');
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('--since is not a moment')]);
  const alone = await run(gateway, '--stage prod audit verify --public-key x.pem');
  expect([alone.exitCode, alone.stderr]).toEqual([2, expect.stringContaining('--offline')]);
});
