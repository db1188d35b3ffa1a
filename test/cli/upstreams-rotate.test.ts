import { expect, test } from '@jest/globals';
import { OperatorWorld } from '../support/operator-world.ts';
import { MINUTE } from '../support/rotation-world.ts';
import { fakeGateway, type Run, run } from './support.ts';

const NEW_KEY = 'value-put-by-an-operator';

async function gatewayOf(driver: 'manual' | 'openai-admin' | 'google-wif') {
  const gateway = fakeGateway(new OperatorWorld(driver));
  await gateway.world.start();
  gateway.world.rotation.clock.advance(MINUTE);
  const type = (line: string, input = ''): Promise<Run> =>
    run(gateway, `--stage prod upstreams ${line}`, input);
  return { ...gateway, type };
}
/** Everything that a key of this world looks like. */
const VALUES = /value-(of|put)-[a-z0-9-]+/;

test('a rotation is shown as it goes on, on standard error, and ends with the version that serves', async () => {
  const { type } = await gatewayOf('openai-admin');
  const { exitCode, stdout, stderr } = await type('rotate gemini --wait --request-token t1 --json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    ...{ name: 'gemini', mode: 'rotate', result: 'promoted', versionId: expect.any(String), pending: null },
    ...{ leaked: null, code: null, requestToken: 't1' },
  });
  expect(stderr.split('\n').slice(0, 3)).toEqual([
    'Should this be interrupted, go on with --request-token t1',
    'Asking Secrets Manager for a rotation.',
    expect.stringMatching(/^Waiting until version [0-9a-f]{8} was accepted by the upstream and serves …$/),
  ]);
});

test('a request token yields one rotation, however often it is typed', async () => {
  const { type, world } = await gatewayOf('openai-admin');
  const [first, second] = [
    await type('rotate gemini --wait --request-token t1'),
    await type('rotate gemini --wait --request-token t1'),
  ];
  expect([first.stdout, first.exitCode]).toEqual([second.stdout, 0]);
  expect(world.rotation.provider.made).toHaveLength(2);
});

test('an emergency ends with the key deleted and the incident open, and says how to follow it', async () => {
  const { type } = await gatewayOf('openai-admin');
  const { exitCode, stdout } = await type('rotate gemini --emergency --reason leaked');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^result +open$/m);
  expect(stdout).toMatch(/^leaked +version-0, (retired|refused)$/m);
  expect(stdout).toContain('OldUpstreamKeyAlive');
  expect(stdout).toContain('upstreams rotate gemini --emergency --wait');
  const status = await type('status');
  expect(status.stdout).toMatch(/version- LEAKED, (retired|refused)/);
  expect(status.stdout).toContain('leaked and is not proven dead');
});

test('an emergency that is waited for ends with the proof and the measured lag', async () => {
  const { type } = await gatewayOf('openai-admin');
  const { stdout, stderr } = await type('rotate gemini --emergency --wait --json');
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ result: 'proven', leaked: { versionId: 'version-0', fate: 'dead', lagSeconds: expect.any(Number) } },
  });
  expect(stderr).toContain('after ten minutes of that it is dead');
});

test('a rollback brings back the previous key, and a second one does not undo it', async () => {
  const { type, world } = await gatewayOf('openai-admin');
  await type('rotate gemini --wait');
  world.rotation.clock.advance(MINUTE);
  for (const line of ['rotate gemini --rollback', 'rotate gemini --rollback']) {
    expect(await type(line)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('rolled-back') });
    expect(world.rotation.secret.current()?.id).toBe('version-0');
  }
});

test('a rollback without a way back is refused as too late, and changes nothing', async () => {
  const { type, world } = await gatewayOf('openai-admin');
  const { exitCode, stdout } = await type('rotate gemini --rollback');
  expect([exitCode, world.rotation.secret.current()?.id]).toEqual([1, 'version-0']);
  expect(stdout).toContain('Too late');
});

test('where an operator makes the keys, rotate says how to put one, and set-key --pending does it', async () => {
  const { type, world } = await gatewayOf('manual');
  const asked = await type('rotate gemini');
  expect([asked.exitCode, asked.stdout]).toEqual([
    1,
    expect.stringContaining('upstreams set-key gemini --pending --wait < new.key'),
  ]);
  world.made(NEW_KEY);
  const { exitCode, stdout } = await type('set-key gemini --pending --wait --json', `${NEW_KEY}\n`);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ state: 'set', result: 'promoted', repeated: false, code: null });
  expect(world.rotation.secret.current()?.key?.text).toBe(NEW_KEY);
});

test('a pending key that is not waited for is pending, and a second one names the way out', async () => {
  const { type, world } = await gatewayOf('manual');
  world.broken = true;
  expect((await type('set-key gemini --pending', NEW_KEY)).stdout).toMatch(/^state +pending$/m);
  const { exitCode, stderr } = await type('set-key gemini --pending', 'value-put-once-more');
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('--replace')]);
});

test('a pending key that is refused is an exit code of 1 and a reason', async () => {
  const { type, world } = await gatewayOf('manual');
  world.rotation.provider.refusesNew = true;
  await world.rotation.provider.mint('refused');
  const { exitCode, stdout } = await type(
    'set-key gemini --pending --wait',
    world.rotation.provider.made.at(-1)?.text,
  );
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining('rotation.key_refused')]);
});

test('no command on an upstream shows any key, whatever it ends with', async () => {
  for (const driver of ['manual', 'openai-admin'] as const) {
    const { type, world } = await gatewayOf(driver);
    world.made(NEW_KEY);
    const shown: string[] = [];
    for (const line of [
      'set-key gemini --pending --wait',
      'rotate gemini --wait',
      'rotate gemini --emergency --wait --json',
      'rotate gemini --rollback --to version-0',
      `rotate gemini --emergency --leaked ${NEW_KEY}`,
      `rotate gemini --rollback --to ${NEW_KEY}`,
      `rotate ${NEW_KEY}`,
      `rotate gemini ${NEW_KEY}`,
      'status --json',
      'status gemini',
      'status',
    ]) {
      const { stdout, stderr } = await type(line, NEW_KEY);
      shown.push(stdout, stderr);
    }
    expect(shown.filter((text) => VALUES.test(text))).toEqual([]);
    expect(JSON.stringify(world.records.items)).not.toMatch(VALUES);
  }
});

test.each([
  ['--emergency --rollback', 'exclude each other'],
  ['--leaked version-0', '--leaked belongs to --emergency'],
  ['--to version-0', '--to belongs to --rollback'],
  ['--emergency --request-token t1', '--request-token belongs to a plain rotation'],
  ['--request-token a/b', '--request-token takes'],
  ['--timeout soon', '--timeout "soon" is not a duration'],
])('rotate %s is wrong usage', async (flags, problem) => {
  const { type, world } = await gatewayOf('openai-admin');
  const { exitCode, stderr } = await type(`rotate gemini ${flags}`);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(problem)]);
  expect(world.rotation.secret.held).toHaveLength(1);
});

test('a version may be named by what tables show of its id', async () => {
  const { type, world } = await gatewayOf('openai-admin');
  await type('rotate gemini --wait');
  const { stdout } = await type('rotate gemini --emergency --leaked version- --json');
  expect(JSON.parse(stdout)).toMatchObject({ result: 'open', leaked: { versionId: 'version-0' } });
  expect(world.rotation.provider.made).toHaveLength(2);
});

test('a version that is not there is refused with where to look', async () => {
  const { type } = await gatewayOf('openai-admin');
  for (const line of [
    'rotate gemini --emergency --leaked elsewhere',
    'rotate gemini --rollback --to elsewhere',
  ])
    expect(await type(line)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('upstreams status'),
    });
});

test('an upstream without a key has nothing to rotate, and needs none', async () => {
  const { type } = await gatewayOf('google-wif');
  expect(await type('rotate gemini')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('has no key'),
  });
  const { stdout } = await type('status gemini --json');
  expect(JSON.parse(stdout).items[0]).toMatchObject({ state: 'keyless', nextRotationAt: null, history: [] });
});

test('a secret for administration is taken from standard input by the drivers that need one', async () => {
  const gateway = await gatewayOf('openai-admin');
  const { rotation } = gateway.world.upstream;
  expect(await gateway.type('set-admin-key gemini', 'sk-admin-0123456789')).toMatchObject({ exitCode: 1 });
  Object.assign(rotation, { adminSecretArn: 'arn:admin' });
  const set = await gateway.type('set-admin-key gemini --json', 'sk-admin-0123456789\n');
  expect([set.exitCode, JSON.parse(set.stdout)]).toEqual([
    0,
    { name: 'gemini', driver: 'openai-admin', versionId: 'admin-1' },
  ]);
  const wrong = await gateway.type('set-admin-key gemini', 'sk-proj-0123456789');
  expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining('an admin key')]);
  expect(wrong.stderr).not.toContain('sk-proj-0123456789');
  const typed = await gateway.type('set-admin-key gemini sk-admin-0123456789');
  expect([typed.exitCode, typed.stderr]).toEqual([2, expect.not.stringContaining('0123456789')]);
});
