import { expect, test } from '@jest/globals';
import { setKeyState } from '../../../lambda/flows/set-key-state.ts';
import { keyItem } from '../../support/build.ts';
import { keyPorts } from '../../support/key-ports.ts';

function withKey(over: Parameters<typeof keyItem>[0] = {}) {
  const ports = keyPorts();
  const item = keyItem(over);
  ports.registry.items.set(item.keyHash, item);
  return { ...ports, item, now: () => ports.registry.items.get(item.keyHash) };
}

test('a key is disabled with its reason, and enabled again without one', async () => {
  const ports = withKey();
  await setKeyState(ports, ports.item.id, 'disable', 'audit of May');
  expect(ports.now()).toMatchObject({ state: 'disabled', stateReason: 'audit of May', version: 1 });
  await setKeyState(ports, ports.item.id, 'enable', undefined);
  expect(ports.now()).toMatchObject({ state: 'active', version: 2 });
  expect(ports.now()).not.toHaveProperty('stateReason');
});

test('of two operators who act on a key at once one wins, and the other is told and has changed nothing', async () => {
  const ports = withKey();
  const both = await Promise.allSettled([
    setKeyState(ports, ports.item.id, 'disable', 'mine'),
    setKeyState(ports, ports.item.id, 'quarantine', 'other'),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [lost] = both.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  expect(lost?.reason).toMatchObject({ code: 'key.changed', fix: expect.stringContaining('keys show') });
  expect(ports.now()?.version).toBe(1);
});

test('every key that goes by the id follows, one in its grace included', async () => {
  const ports = withKey({ supersededBy: 'b'.repeat(64), graceEndsAtSeconds: 4_000_000_000 });
  ports.registry.items.set('b'.repeat(64), keyItem({ keyHash: 'b'.repeat(64) }));
  await setKeyState(ports, ports.item.id, 'quarantine', 'trap');
  expect([...ports.registry.items.values()].map(({ state }) => state)).toEqual([
    'quarantined',
    'quarantined',
  ]);
  await setKeyState(ports, ports.item.id, 'enable', undefined);
  expect([...ports.registry.items.values()].map(({ state }) => state)).toEqual(['active', 'active']);
});

test('a change that broke off between two keys of an id is finished by repeating it', async () => {
  const ports = withKey({ supersededBy: 'b'.repeat(64), graceEndsAtSeconds: 4_000_000_000 });
  ports.registry.items.set('b'.repeat(64), keyItem({ keyHash: 'b'.repeat(64), state: 'disabled' }));
  expect(await setKeyState(ports, ports.item.id, 'disable', 'x')).toMatchObject({ changed: true });
  expect(ports.now()?.state).toBe('disabled');
});

test('what is already so is no change and leaves no record; what cannot be is refused', async () => {
  const ports = withKey({ state: 'disabled' });
  expect(await setKeyState(ports, ports.item.id, 'disable', 'x')).toMatchObject({ changed: false });
  expect(ports.records.lines).toEqual([]);
  const revoked = withKey({ state: 'revoked' });
  await expect(setKeyState(revoked, revoked.item.id, 'enable', 'x')).rejects.toMatchObject({
    code: 'key.unfit',
  });
});

test('the record of the change names what it was and what it is', async () => {
  const ports = withKey();
  await setKeyState(ports, ports.item.id, 'quarantine', 'trap');
  expect(ports.records.lines).toEqual([
    `keys.quarantine ${ports.item.id} begun`,
    `keys.quarantine ${ports.item.id} done`,
  ]);
  expect(ports.records.items[1]?.after).toMatchObject({ state: 'quarantined', stateReason: 'trap' });
});
