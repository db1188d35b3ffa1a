import { expect, test } from '@jest/globals';
import { labelFor } from '../../../../lambda/domain/rotation/version-label.ts';
import { rollBack } from '../../../../lambda/flows/rotation/roll-back.ts';
import { HOUR, MINUTE, RotationWorld } from '../../../support/rotation-world.ts';

async function worldOf(propagationMs: number, lingerMs = 0): Promise<RotationWorld> {
  const world = new RotationWorld({ showsOnce: true, propagationMs, lingerMs }, 2 * HOUR);
  await world.start();
  return world;
}

test('a new key that is refused for 90 seconds is waited for', async () => {
  const world = await worldOf(90_000);
  await world.rotate(world.secret.begin('version-1'));
  expect(world.secret.current()?.id).toBe('version-1');
  expect(world.events.published.map(({ type }) => type)).toEqual(['rotation.succeeded']);
});

test('a new key that is refused for good leaves the current one untouched, is deleted, is counted for an alarm, and the next rotation can begin', async () => {
  const world = await worldOf(0);
  world.provider.refusesNew = true;
  await expect(world.rotate(world.secret.begin('version-1'))).rejects.toThrow('rotation.key_refused');
  expect(world.secret.current()?.id).toBe('version-0');
  expect(world.provider.alive().map(({ id }) => id)).toEqual(['key-1']);
  expect(world.metrics.counted).toEqual(['RotationFailed']);
  expect(world.events.published).toMatchObject([
    { type: 'rotation.failed', detail: { step: 'testSecret', code: 'rotation.key_refused' } },
  ]);
  world.provider.refusesNew = false;
  expect(world.secret.begin('version-2')).toBe('version-2');
  await world.rotate('version-2');
  expect(world.secret.current()?.id).toBe('version-2');
});

test('a compromised key is deleted with the first sweep after its replacement, and counted as alive until it was refused for a whole window', async () => {
  const world = await worldOf(0, 23 * MINUTE);
  await world.secret.attach(labelFor('compromised', 'version-0', world.clock.now()), 'version-0');
  await world.rotate(world.secret.begin('version-1'));
  let minutes = 0;
  for (; world.secret.notes['proof'] === undefined && minutes < 90; minutes += 5) {
    const counted = world.metrics.counted.length;
    await world.sweep();
    if (world.secret.notes['proof'] === undefined)
      expect(world.metrics.counted.slice(counted)).toContain('OldUpstreamKeyAlive');
    world.clock.advance(MINUTE);
  }
  expect(world.provider.alive().map(({ id }) => id)).toEqual(['key-2']);
  const lagSeconds = Number(/^dead lag=(\d+)s /.exec(world.secret.notes['proof'] ?? '')?.[1]);
  expect(lagSeconds).toBeGreaterThanOrEqual(23 * 60);
  expect(lagSeconds).toBeLessThan(26 * 60);
  const counted = world.metrics.counted.length;
  await world.sweep();
  expect(world.metrics.counted.slice(counted)).not.toContain('OldUpstreamKeyAlive');
});

test('a rollback takes a deleted key back, tests it, and makes it current again', async () => {
  const world = await worldOf(0);
  await world.secret.attach(labelFor('compromised', 'version-0', world.clock.now()), 'version-0');
  await world.rotate(world.secret.begin('version-1'));
  await world.sweep();
  expect(world.provider.alive().map(({ id }) => id)).toEqual(['key-2']);
  await rollBack(world.deps(), new Date(world.clock.now().getTime() + HOUR));
  expect(world.secret.current()?.id).toBe('version-0');
  expect(world.provider.accepts('value-of-key-number-1')).toBe(true);
});
