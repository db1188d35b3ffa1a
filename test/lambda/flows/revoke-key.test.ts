import { expect, test } from '@jest/globals';
import { KEY_MEMORY_MS } from '../../../contract/key-memory.ts';
import { revokeKey } from '../../../lambda/flows/revoke-key.ts';
import { keyItem } from '../../support/build.ts';
import { keyPorts } from '../../support/key-ports.ts';

function withKey(over: Parameters<typeof keyItem>[0] = {}) {
  const ports = keyPorts();
  const item = keyItem(over);
  ports.registry.items.set(item.keyHash, item);
  ports.usageKeys.values.set(item.usageKeyId, item.usageKey);
  return { ...ports, item, state: () => ports.registry.items.get(item.keyHash)?.state };
}

test.each(['active', 'disabled', 'quarantined'] as const)(
  'a key that is %s can be revoked',
  async (state) => {
    const ports = withKey({ state });
    expect(await revokeKey(ports, ports.item.id)).toEqual({
      id: ports.item.id,
      client: 'acme',
      changed: true,
    });
    expect(ports.state()).toBe('revoked');
    expect(ports.usageKeys.values.size).toBe(0);
  },
);

test('it returns when no authorizer can remember the key alive, and only then deletes what API Gateway meters', async () => {
  const ports = withKey();
  const seen: [number, string | undefined, number][] = [];
  const pause = async (ms: number) => void seen.push([ms, ports.state(), ports.usageKeys.values.size]);
  await revokeKey({ ...ports, pause }, ports.item.id);
  expect(seen).toEqual([[KEY_MEMORY_MS, 'revoked', 1]]);
  expect(ports.usageKeys.values.size).toBe(0);
});

test('revoking twice is not an error, and says so', async () => {
  const ports = withKey();
  await revokeKey(ports, ports.item.id);
  expect(await revokeKey(ports, ports.item.id)).toMatchObject({ changed: false });
});

test('a key is dead even if its usage key cannot be deleted, and a second try tidies up', async () => {
  const ports = withKey();
  ports.faults.before.add('remove');
  expect(await revokeKey(ports, ports.item.id)).toMatchObject({
    changed: true,
    leftover: { code: 'aws.refused' },
  });
  expect(ports.state()).toBe('revoked');
  ports.faults.before.clear();
  expect(await revokeKey(ports, ports.item.id)).toEqual({
    id: ports.item.id,
    client: 'acme',
    changed: false,
  });
  expect(ports.usageKeys.values.size).toBe(0);
});

test('a usage key is never deleted while its key still opens the door', async () => {
  const ports = withKey();
  ports.faults.before.add('change');
  await expect(revokeKey(ports, ports.item.id)).rejects.toThrow('change');
  expect(ports.usageKeys.values.size).toBe(1);
});

test('a key that does not exist is not revoked', async () => {
  const ports = withKey();
  await expect(revokeKey(ports, 'key_of-nobody')).rejects.toMatchObject({ code: 'key.unknown' });
  expect(ports.state()).toBe('active');
});

test('every key that goes by the id is revoked, one in its grace included', async () => {
  const old = { supersededBy: 'b'.repeat(64), graceEndsAtSeconds: 4_000_000_000 };
  const ports = withKey(old);
  const successor = keyItem({ keyHash: 'b'.repeat(64) });
  ports.registry.items.set(successor.keyHash, successor);
  await revokeKey(ports, ports.item.id, 'leaked');
  const states = [...ports.registry.items.values()].map(({ state, stateReason }) => [state, stateReason]);
  expect(states).toEqual([
    ['revoked', 'leaked'],
    ['revoked', 'leaked'],
  ]);
});

test('a revocation gets through although somebody else changes the record at the same time', async () => {
  const ports = withKey();
  const change = ports.registry.change.bind(ports.registry);
  let others = 2;
  ports.registry.change = async (read, changes) => {
    if (others > 0) await change(read, { note: `changed ${others}` });
    others -= 1;
    return change(read, changes);
  };
  expect(await revokeKey(ports, ports.item.id)).toMatchObject({ changed: true });
  expect(ports.state()).toBe('revoked');
});

test('the bus hears which key was revoked, why and by whom, and a bus that is down is told of', async () => {
  const ports = withKey();
  await revokeKey(ports, ports.item.id, 'leaked');
  expect(ports.events.published).toMatchObject([
    { type: 'key.revoked', detail: { keyId: ports.item.id, client: 'acme', reason: 'leaked', by: 'test' } },
  ]);
  const deaf = withKey();
  deaf.events.broken = true;
  expect(await revokeKey(deaf, deaf.item.id)).toMatchObject({ changed: true, unheard: true });
  expect(deaf.state()).toBe('revoked');
});
