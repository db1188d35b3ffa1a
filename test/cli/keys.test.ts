import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { main } from '../../cli/main.ts';
import { CLIENT_KEY_PATTERN, readClientKey } from '../../lambda/domain/client-key.ts';
import { collector, type FakeGateway, fakeGateway, run } from './support.ts';

const CREATE = '--stage prod keys create --client acme --product gemini --plan basic';
const create = async (gateway: FakeGateway) => JSON.parse((await run(gateway, `${CREATE} --json`)).stdout);

test('a created key is printed once and never stored', async () => {
  const gateway = fakeGateway();
  const { exitCode, stdout, stderr } = await run(gateway, `${CREATE} --json`);
  const { key, id } = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  expect(key).toMatch(CLIENT_KEY_PATTERN);
  expect(stdout.split(key)).toHaveLength(2);
  expect(stderr).toBe('');
  const stored = JSON.stringify([...gateway.keys.registry.items, ...gateway.keys.usageKeys.values]);
  expect(stored).not.toContain(key);
  for (const line of [`keys show ${id}`, 'keys list', `keys show ${id} --json`, 'keys list --json']) {
    const later = await run(gateway, `--stage prod ${line}`);
    expect(later.stdout).toContain(id);
    expect(later.stdout).not.toContain(key);
    expect(later.stdout).not.toContain(readClientKey(key)?.keyHash);
  }
});

test('the document of a created key has exactly the fields that programs are promised', async () => {
  const gateway = fakeGateway();
  const narrowed =
    '--read-only --may-mint --scope GET:/gemini/v1beta/models --owner ops --label team=search env=prod';
  const line = `${CREATE} ${narrowed} --expires 1h --ip 203.0.113.0/24 2001:db8::/32 --note demo --json`;
  const { id, key, ...rest } = JSON.parse((await run(gateway, line)).stdout);
  expect(rest).toEqual({
    ...{ client: 'acme', products: ['gemini'], plan: 'basic', state: 'active', note: 'demo' },
    ...{ expiresAt: '2026-11-23T18:00:00.000Z', ips: ['203.0.113.0/24', '2001:db8::/32'] },
    ...{ role: 'reader', scopes: ['GET:/gemini/v1beta/models'], owner: 'ops', stateReason: null },
    ...{ labels: { team: 'search', env: 'prod' }, rotatedAt: null, version: 0, mayMint: true },
    createdAt: '2026-11-23T17:00:00.000Z',
  });
  expect(id).toMatch(/^key_[0-9A-Za-z]{20}$/);
});

test('people get the same key in a table that can be copied from', async () => {
  const { stdout } = await run(fakeGateway(), CREATE);
  const key = /^key +(\S+)$/m.exec(stdout)?.[1] ?? '';
  expect(readClientKey(key)?.stage).toBe('local');
  expect(stdout).toContain('shown this once');
});

test('every mistake of a creation is reported at once, and nothing is made', async () => {
  const gateway = fakeGateway();
  const { exitCode, stderr, stdout } = await run(
    gateway,
    '--stage prod keys create --product nope --expires soon --ip x',
  );
  expect([exitCode, stdout]).toEqual([2, '']);
  for (const flag of ['--client', '--product', '--plan', '--expires', '--ip']) expect(stderr).toContain(flag);
  expect(gateway.keys.faults.steps).toEqual([]);
});

test('a key that could not be shown is revoked at once', async () => {
  const gateway = fakeGateway();
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  const stderr = collector();
  const exitCode = await main(CREATE.split(' '), {
    streams: { stdin: Object.assign(new PassThrough(), { isTTY: false }), stdout, stderr: stderr.stream },
    ...{
      environment: {},
      workingDir: '/nowhere',
      cloneDir: '/nowhere',
      version: '0',
      opener: gateway.opener,
    },
  });
  const [item] = [...gateway.keys.registry.items.values()];
  expect([exitCode, item?.state]).toEqual([1, 'revoked']);
  expect(stderr.text()).toContain(item?.id);
});

test('revoking reports each key, and fails if one failed', async () => {
  const gateway = fakeGateway();
  const [one, two] = [await create(gateway), await create(gateway)];
  const { exitCode, stdout } = await run(
    gateway,
    `--stage prod keys revoke ${one.id} key_x ${two.id} --json`,
  );
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout).items).toMatchObject([
    { id: one.id, result: 'revoked' },
    { id: 'key_x', result: 'failed', fix: expect.stringContaining('keys list') },
    { id: two.id, result: 'revoked' },
  ]);
});

test('revoking twice is not an error', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  await run(gateway, `--stage prod keys revoke ${id}`);
  const { exitCode, stdout } = await run(gateway, `--stage prod keys revoke ${id} --json`);
  expect([exitCode, JSON.parse(stdout).items]).toEqual([0, [{ id, result: 'already revoked' }]]);
});

test('a usage key that stays behind is reported, and the client key is dead', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  gateway.keys.faults.before.add('remove');
  const { exitCode, stdout } = await run(gateway, `--stage prod keys revoke ${id}`);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('The key is dead');
  expect([...gateway.keys.registry.items.values()][0]?.state).toBe('revoked');
});

test('a long list goes on where its page ended', async () => {
  const gateway = fakeGateway();
  const ids = [await create(gateway), await create(gateway), await create(gateway)].map(({ id }) => id);
  const first = JSON.parse((await run(gateway, '--stage prod keys list --limit 2 --json')).stdout);
  const rest = JSON.parse((await run(gateway, `--stage prod keys list --json --after ${first.next}`)).stdout);
  expect([...first.items, ...rest.items].map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(rest).not.toHaveProperty('next');
});

test('a key whose time is over is shown as expired', async () => {
  const gateway = fakeGateway();
  await run(gateway, `${CREATE} --expires 1h`);
  gateway.keys.clock.advance(3_600_000);
  expect((await run(gateway, '--stage prod keys list')).stdout).toContain('expired');
});

test('showing a key that does not exist fails and names the fix', async () => {
  const { exitCode, stderr } = await run(fakeGateway(), '--stage prod keys show key_x');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/failed: .*key_x\nfix: .*keys list/);
});
