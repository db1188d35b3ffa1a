import { expect, test } from '@jest/globals';
import { keyName, keyPrefix } from '../../../../lambda/domain/rotation/key-name.ts';
import { type LabelKind, labelFor } from '../../../../lambda/domain/rotation/version-label.ts';
import { HOUR, MINUTE, RotationWorld } from '../../../support/rotation-world.ts';

const NAMES = 'abcdefghijkl';

test('with all twenty labels of a secret taken a sweep still deletes every key whose grace is over', async () => {
  const world = new RotationWorld({ showsOnce: true, propagationMs: 0, lingerMs: 0 }, 80 * MINUTE);
  await world.start();
  const replaced = async (id: string, ...kinds: readonly LabelKind[]) => {
    const key = await world.provider.mint(keyName(keyPrefix('test', 'api'), id));
    world.secret.put(id, `value-of-${id}`, 'AWSCURRENT', key.id);
    for (const kind of kinds) await world.secret.attach(labelFor(kind, id, world.clock.now()), id);
    if (kinds.includes('retired')) await world.provider.retire(key.id);
  };
  for (const letter of NAMES.slice(0, 3)) await replaced(`over-000${letter}`, 'retired', 'refused', 'dead');
  for (const letter of NAMES.slice(3, 12)) await replaced(`version-${letter}`, 'replaced');
  world.secret.put('version-now', 'value-of-now', 'AWSCURRENT', 'key-1');
  const taken = world.secret.held.flatMap(({ stages }) => stages);
  expect(taken).toHaveLength(20);
  world.clock.advance(2 * HOUR);
  await world.sweep();
  expect(world.provider.alive().map(({ id }) => id)).toEqual(['key-1']);
});
