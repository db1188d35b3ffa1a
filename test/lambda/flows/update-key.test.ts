import { expect, test } from '@jest/globals';
import { KEY_MEMORY_MS } from '../../../contract/key-memory.ts';
import { updateKey } from '../../../lambda/flows/update-key.ts';
import { keyItem } from '../../support/build.ts';
import { keyPorts } from '../../support/key-ports.ts';

function withKey(over: Parameters<typeof keyItem>[0] = {}) {
  const ports = keyPorts();
  const item = keyItem(over);
  ports.registry.items.set(item.keyHash, item);
  ports.usageKeys.values.set(item.usageKeyId, item.usageKey);
  return { ...ports, item, kept: () => ports.registry.items.get(item.keyHash) };
}

test('an update changes what it names and nothing else, and takes away what has no value', async () => {
  const ports = withKey({ role: 'reader', owner: 'ops' });
  await updateKey(ports, ports.item.id, { edit: { role: undefined, note: 'new' } });
  const { role: _gone, ...rest } = ports.item;
  expect(ports.kept()).toEqual({ ...rest, note: 'new', version: 1 });
});

test('of two operators who update a key at once one wins, and the other is told', async () => {
  const ports = withKey();
  const both = await Promise.allSettled([
    updateKey(ports, ports.item.id, { edit: { note: 'one' } }),
    updateKey(ports, ports.item.id, { edit: { owner: 'two' } }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ code: 'key.changed' }),
  });
  expect(ports.kept()?.version).toBe(1);
});

test('an update of a version that is no longer there changes nothing', async () => {
  const ports = withKey({ version: 4 });
  const stale = updateKey(ports, ports.item.id, { edit: { note: 'x' }, ifVersion: 3 });
  await expect(stale).rejects.toMatchObject({ code: 'key.changed' });
  expect(ports.kept()).toEqual(ports.item);
  await updateKey(ports, ports.item.id, { edit: { note: 'x' }, ifVersion: 4 });
  expect(ports.kept()).toMatchObject({ note: 'x', version: 5 });
});

test('a key in its grace may do what the key after it may', async () => {
  const ports = withKey({ supersededBy: 'b'.repeat(64), graceEndsAtSeconds: 4_000_000_000 });
  ports.registry.items.set('b'.repeat(64), keyItem({ keyHash: 'b'.repeat(64) }));
  await updateKey(ports, ports.item.id, { edit: { role: 'reader' } });
  expect([...ports.registry.items.values()].map(({ role }) => role)).toEqual(['reader', 'reader']);
});

test('with a new plan the key is metered without a gap: the old usage key goes when nobody names it any more', async () => {
  const ports = withKey();
  const seen: unknown[] = [];
  const pause = async (ms: number) => void seen.push([ms, ports.kept()?.plan, ports.usageKeys.values.size]);
  await updateKey({ ...ports, pause }, ports.item.id, { edit: { plan: 'pro' } });
  const kept = ports.kept();
  expect(seen).toEqual([[KEY_MEMORY_MS, 'pro', 2]]);
  expect([...ports.usageKeys.values]).toEqual([[kept?.usageKeyId, kept?.usageKey]]);
  expect(ports.usageKeys.plans.get(kept?.usageKeyId ?? '')).toBe('plan-pro');
});

test('a change of plan that loses against another change leaves no usage key behind', async () => {
  const ports = withKey();
  const change = ports.registry.change.bind(ports.registry);
  ports.registry.change = async (read, changes) => {
    await change(read, { note: 'faster' });
    return change(read, changes);
  };
  const late = updateKey(ports, ports.item.id, { edit: { plan: 'pro' } });
  await expect(late).rejects.toMatchObject({ code: 'key.changed' });
  expect([...ports.usageKeys.values.keys()]).toEqual([ports.item.usageKeyId]);
});

test('a revoked key is not changed any more', async () => {
  const ports = withKey({ state: 'revoked' });
  const attempt = updateKey(ports, ports.item.id, { edit: { note: 'x' } });
  await expect(attempt).rejects.toMatchObject({ code: 'key.unfit' });
});
