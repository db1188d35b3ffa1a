import { expect, test } from '@jest/globals';
import { readClientKey } from '../../../lambda/domain/client-key.ts';
import { createKey } from '../../../lambda/flows/create-key.ts';
import { keyPorts } from '../../support/key-ports.ts';

const request = { client: 'acme', products: ['gemini'], plan: 'pro', expiresAtSeconds: 0, ips: [], note: '' };

test('the record holds the key’s hash and nothing from which the key could be had', async () => {
  const ports = keyPorts();
  const { key, record } = await createKey(ports, request);
  expect(readClientKey(key.reveal())).toEqual({ stage: 'local', keyHash: record.keyHash });
  expect(ports.registry.items.get(record.keyHash)).toEqual(record);
  expect(JSON.stringify(record)).not.toContain(key.reveal().slice(9, 40));
});

test('the usage key is a random value of its own on the plan that was asked for', async () => {
  const ports = keyPorts();
  const { key, record } = await createKey(ports, request);
  expect(ports.usageKeys.values.get(record.usageKeyId)).toBe(record.usageKey);
  expect(record.usageKey).toMatch(/^[0-9a-f]{64}$/);
  expect(record.usageKey).not.toBe(record.keyHash);
  expect(key.reveal()).not.toContain(record.usageKey);
  expect(ports.usageKeys.plans.get(record.usageKeyId)).toBe('plan-pro');
});

test('the record is written last, so a key never works before its plan applies', async () => {
  const ports = keyPorts();
  await createKey(ports, request);
  expect(ports.faults.steps).toEqual(['create', 'attach', 'add']);
});

test.each(['create', 'attach', 'add'])(
  'when %s is refused there is no key and no usage key',
  async (step) => {
    const ports = keyPorts();
    ports.faults.before.add(step);
    await expect(createKey(ports, request)).rejects.toThrow(step);
    expect(ports.registry.items.size).toBe(0);
    expect(ports.usageKeys.values.size).toBe(0);
  },
);

test('when the answer of the last write is lost, the key is found written and is handed out', async () => {
  const ports = keyPorts();
  ports.faults.after.add('add');
  const { key, record } = await createKey(ports, request);
  expect(readClientKey(key.reveal())?.keyHash).toBe(record.keyHash);
  expect([...ports.registry.items.values()]).toEqual([record]);
  expect(ports.usageKeys.values.get(record.usageKeyId)).toBe(record.usageKey);
});

test('when it cannot be looked up either, the fault names the record, and it has no usage key to work with', async () => {
  const ports = keyPorts();
  ports.faults.after.add('add');
  ports.faults.before.add('find');
  const [id] = await createKey(ports, request).then(
    () => [],
    (error: Error) => /key_[0-9A-Za-z]{20}/.exec(error.message) ?? [],
  );
  expect([...ports.registry.items.values()].map((item) => item.id)).toEqual([id]);
  expect(ports.usageKeys.values.size).toBe(0);
});

test('a failure to clean up does not hide the first failure', async () => {
  const ports = keyPorts();
  ports.faults.before.add('add').add('remove');
  await expect(createKey(ports, request)).rejects.toMatchObject({
    code: 'key.unwritten',
    message: expect.stringContaining('add: refused'),
  });
});

test('a plan that the gateway does not have is refused before anything is made', async () => {
  const ports = keyPorts();
  await expect(createKey(ports, { ...request, plan: 'constructor' })).rejects.toMatchObject({
    code: 'input.refused',
  });
  expect(ports.faults.steps).toEqual([]);
});

test('no two keys share a hash, an id or a usage key', async () => {
  const ports = keyPorts();
  const records = [await createKey(ports, request), await createKey(ports, request)].map(
    ({ record }) => record,
  );
  for (const field of ['keyHash', 'id', 'usageKey', 'usageKeyId'] as const)
    expect(new Set(records.map((record) => record[field])).size).toBe(2);
});
