import { expect, test } from '@jest/globals';
import { createKey } from '../../../lambda/flows/create-key.ts';
import { revokeKey } from '../../../lambda/flows/revoke-key.ts';
import { keyPorts } from '../../support/key-ports.ts';

const request = {
  client: 'acme',
  products: ['gemini'],
  plan: 'team',
  expiresAtSeconds: 0,
  ips: [],
  note: '',
};

test('the keys of a pooled plan are metered by one usage key, on their plan', async () => {
  const ports = keyPorts();
  const { record: first } = await createKey(ports, request);
  const { record: second } = await createKey(ports, { ...request, client: 'other' });
  expect(second).toMatchObject({ usageKey: first.usageKey, usageKeyId: first.usageKeyId });
  expect(second.id).not.toBe(first.id);
  expect([...ports.usageKeys.plans]).toEqual([[first.usageKeyId, 'plan-team']]);
});

test('two operators who make the first keys of a pool at once end up with one usage key', async () => {
  const ports = keyPorts();
  const made = await Promise.all([createKey(ports, request), createKey(ports, request)]);
  expect(new Set(made.map(({ record }) => record.usageKey)).size).toBe(1);
  expect([...ports.usageKeys.values.values()]).toEqual([made[0]?.record.usageKey]);
});

test('revoking one key of a pool leaves the others metered', async () => {
  const ports = keyPorts();
  const { record } = await createKey(ports, request);
  await createKey(ports, request);
  await revokeKey(ports, record.id);
  expect([...ports.usageKeys.values.values()]).toEqual([record.usageKey]);
});

test('a pool whose usage key was made but not put on its plan is mended by the next key', async () => {
  const ports = keyPorts();
  ports.usageKeys.values.set('usage9', 'pool-abc');
  ports.usageKeys.names.set('usage9', 'sallyport-local-pool-team');
  const { record } = await createKey(ports, request);
  expect(record.usageKeyId).toBe('usage9');
  expect(ports.usageKeys.plans.get('usage9')).toBe('plan-team');
});
