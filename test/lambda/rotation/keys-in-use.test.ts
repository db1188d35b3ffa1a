import { expect, test } from '@jest/globals';
import { labelFor } from '../../../lambda/domain/rotation/version-label.ts';
import { keysInUse } from '../../../lambda/rotation/keys-in-use.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeRotationSecret } from '../../support/fake-rotation-secret.ts';

test('a key is in use while it is current, to come, or replaced and not retired', async () => {
  const clock = new FakeClock();
  const secret = new FakeRotationSecret(clock.now);
  const used = async () => (await keysInUse(secret)).map((key) => key.reveal());
  expect(await used()).toEqual([]);
  secret.put('version-0', 'key-number-0', 'AWSCURRENT');
  secret.put('version-1', 'key-number-1', 'AWSCURRENT');
  secret.put('version-2', 'key-number-2', 'AWSPENDING');
  expect(await used()).toEqual(['key-number-0', 'key-number-1', 'key-number-2']);
  await secret.attach(labelFor('retired', 'version-0', clock.now()), 'version-0');
  expect(await used()).toEqual(['key-number-1', 'key-number-2']);
  // Whoever rolls back to a retired key takes the label away later: current is current.
  await secret.attach(labelFor('retired', 'version-1', clock.now()), 'version-1');
  expect(await used()).toEqual(['key-number-1', 'key-number-2']);
});
