import { expect, test } from '@jest/globals';
import type { RotationRun } from '../../../contract/rotation-run.ts';
import type { Fault } from '../../../lambda/domain/fault.ts';
import { ProviderFault } from '../../../lambda/domain/provider-fault.ts';
import { ROTATION_STEPS } from '../../../lambda/domain/rotation/next-rotation-action.ts';
import { createHandler } from '../../../lambda/rotation/handler.ts';
import { HOUR, MINUTE, RotationWorld } from '../../support/rotation-world.ts';

const ARN = 'arn:secret';

async function setUp() {
  const world = new RotationWorld({ showsOnce: true, propagationMs: 0, lingerMs: 0 }, HOUR);
  await world.start();
  const logged: [string, string][] = [];
  const logFault = ({ code }: Fault, run: string) => void logged.push([code, run]);
  const endsAt = world.clock.now().getTime() + 15 * MINUTE;
  const time = { getRemainingTimeInMillis: () => endsAt - world.clock.now().getTime() };
  const invoke = (event: RotationRun | object) =>
    createHandler({ rotation: world.deps(), secretArn: ARN, keyDaysMax: 90, logFault })(
      event as RotationRun,
      time,
    );
  const rotate = async (token: string) => {
    world.secret.begin(token);
    for (const Step of ROTATION_STEPS) await invoke({ Step, SecretId: ARN, ClientRequestToken: token });
  };
  return { world, logged, invoke, rotate };
}

test('the four steps of Secrets Manager make another key current', async () => {
  const { world, logged, rotate } = await setUp();
  await rotate('version-1');
  expect([world.secret.current()?.id, logged]).toEqual(['version-1', []]);
});

test('the test that a deployment makes succeeds on an empty version, whether or not the provider is set up', async () => {
  const { world, invoke } = await setUp();
  world.provider.list = async () => {
    throw new ProviderFault('not_configured', 'reading the secret for administration');
  };
  world.secret.begin('trial');
  await invoke({ Step: 'testSecret', SecretId: ARN, ClientRequestToken: 'trial' });
  expect([world.secret.current()?.id, world.metrics.counted]).toEqual(['version-0', []]);
});

test.each([
  { Step: 'deleteSecret', SecretId: ARN, ClientRequestToken: 'version-1' },
  { Step: 'createSecret', SecretId: 'arn:another', ClientRequestToken: 'version-1' },
  { run: 'everything' },
  {},
])('%j is refused, and nothing is asked of anybody', async (event) => {
  const { world, invoke } = await setUp();
  world.secret.begin('version-1');
  const before = world.provider.made.length;
  await expect(invoke(event)).rejects.toMatchObject({ name: 'RotationFailed' });
  expect(world.provider.made).toHaveLength(before);
});

test('a step that fails says so to Secrets Manager with its code alone, and is in the log', async () => {
  const { world, logged, rotate } = await setUp();
  world.provider.mint = async () => {
    throw new ProviderFault('unauthorised', 'creating a key', 403);
  };
  const failed = await rotate('version-1').catch((error: Error) => [error.name, error.message, error.cause]);
  expect(failed).toEqual(['RotationFailed', 'rotation.provider_unauthorised', undefined]);
  expect(logged).toEqual([['rotation.provider_unauthorised', 'createSecret']]);
  expect(world.metrics.counted).toEqual(['RotationFailed']);
});

test('a key that is refused is waited for as long as the function has, less what taking it back needs', async () => {
  const { world, rotate } = await setUp();
  world.provider.refusesNew = true;
  const from = world.clock.now().getTime();
  await expect(rotate('version-1')).rejects.toThrow('rotation.key_refused');
  const minutes = (world.clock.now().getTime() - from) / MINUTE;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThanOrEqual(14.5);
  expect(world.provider.alive().map(({ id }) => id)).toEqual(['key-1']);
});

test('a sweep that fails is counted and logged, and is no error of the function', async () => {
  const { world, logged, invoke } = await setUp();
  world.provider.list = async () => {
    throw new ProviderFault('unreachable', 'listing keys');
  };
  expect(await invoke({ run: 'sweep' })).toBeUndefined();
  expect([world.metrics.counted, logged]).toEqual([
    ['RotationSweepFailed'],
    [['rotation.provider_unreachable', 'sweep']],
  ]);
});

test('as long as nobody has handed over the credential that makes keys, a sweep has nothing to complain of', async () => {
  const { world, logged, invoke } = await setUp();
  world.provider.list = async () => {
    throw new ProviderFault('not_configured', 'reading the secret for administration');
  };
  await invoke({ run: 'sweep' });
  expect([world.metrics.counted, logged]).toEqual([[], []]);
});

test('a rollback answers with the version that is current again, or with why there is none', async () => {
  const { world, invoke, rotate } = await setUp();
  expect(await invoke({ run: 'rollback' })).toEqual({ outcome: 'failed', code: 'rotation.too_late' });
  await rotate('version-1');
  expect(await invoke({ run: 'rollback' })).toEqual({ outcome: 'rolled-back', versionId: 'version-0' });
  expect(world.secret.current()?.id).toBe('version-0');
});

test('a rollback that names its version is done once, however often it is asked for', async () => {
  const { world, invoke, rotate } = await setUp();
  await rotate('version-1');
  const back = { run: 'rollback', to: 'version-0' } as const;
  const done = { outcome: 'rolled-back', versionId: 'version-0' };
  expect([await invoke(back), await invoke(back)]).toEqual([done, done]);
  expect(world.secret.current()?.id).toBe('version-0');
});

test.each([['version-7'], ['']])(
  'a rollback to %j, which is no previous version, changes nothing',
  async (to) => {
    const { world, invoke, rotate } = await setUp();
    await rotate('version-1');
    expect(await invoke({ run: 'rollback', to })).toEqual({ outcome: 'failed', code: 'rotation.too_late' });
    expect(world.secret.current()?.id).toBe('version-1');
  },
);
