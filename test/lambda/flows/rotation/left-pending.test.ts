import { expect, test } from '@jest/globals';
import { rollBack } from '../../../../lambda/flows/rotation/roll-back.ts';
import { HOUR, MINUTE, RotationWorld } from '../../../support/rotation-world.ts';

const GRACE_MS = 80 * MINUTE;

async function rotated(): Promise<RotationWorld> {
  const world = new RotationWorld({ showsOnce: true, propagationMs: 0, lingerMs: 0 }, GRACE_MS);
  await world.start();
  await world.rotate(world.secret.begin('version-1'));
  return world;
}
const in5Minutes = (world: RotationWorld): Date => new Date(world.clock.now().getTime() + 5 * MINUTE);

test('after a rollback the next rotation is a new one, and brings back no key that was rolled back', async () => {
  const world = await rotated();
  await rollBack(world.deps(), in5Minutes(world));
  expect(world.secret.current()?.id).toBe('version-0');
  expect(world.secret.begin('version-2')).toBe('version-2');
  await world.rotate('version-2');
  expect(world.secret.current()?.id).toBe('version-2');
});

test('a key that an operator set in place of a rotated one is not replaced by that one again', async () => {
  const world = await rotated();
  world.secret.put('by-hand', 'value-set-by-hand', 'AWSCURRENT');
  expect(world.secret.begin('version-2')).toBe('version-2');
});

test('a label that a run left on the current version by dying is taken away by the next sweep', async () => {
  const world = await rotated();
  await world.secret.attach('AWSPENDING', 'version-1');
  world.clock.advance(HOUR);
  await world.sweep();
  expect(world.secret.current()?.stages).toEqual(['AWSCURRENT']);
});
