import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../lambda/domain/secret.ts';
import { auditSearchSuite } from './audit-search-suite.ts';
import { decoySuite } from './decoy-suite.ts';
import { FakeBlocklist, FakePageBook, FakePlacements, FakeSealKeys, FakeTripBook } from './fake-decoys.ts';
import { keyRegistrySuite } from './key-registry-suite.ts';
import {
  FakeAuditSearch,
  FakeKeyRegistry,
  FakeUpstreamSecrets,
  FakeUsageKeys,
  FaultPlan,
} from './operator-fakes.ts';

describe('the fake key registry', () => {
  keyRegistrySuite(async () => new FakeKeyRegistry());
});

describe('the fake desk for honeytokens', () => {
  decoySuite(async () => {
    const trips = new FakeTripBook();
    const parts = {
      seals: new FakeSealKeys(),
      pages: new FakePageBook(),
      placements: new FakePlacements(),
      blocklist: new FakeBlocklist(),
    };
    return { ...parts, trips, record: (facts) => trips.record(facts) };
  });
});

describe('the fake audit search', () => {
  auditSearchSuite(async (items) => new FakeAuditSearch(items));
});

test('a fault before a step prevents its effect; one after it only loses the answer', async () => {
  const faults = new FaultPlan();
  const keys = new FakeUsageKeys(faults);
  faults.before.add('create');
  await expect(keys.create({ name: 'n', value: 'v' })).rejects.toThrow('create');
  expect(keys.values.size).toBe(0);
  faults.before.clear();
  faults.after.add('create');
  await expect(keys.create({ name: 'n', value: 'v' })).rejects.toThrow('create');
  expect(keys.values.size).toBe(1);
});

test('the fake usage keys forget a removed key and its plan, and take a second removal', async () => {
  const keys = new FakeUsageKeys();
  const id = await keys.create({ name: 'n', value: 'v' });
  await keys.attach(id, 'plan');
  await keys.remove(id);
  await keys.remove(id);
  expect([keys.values.size, keys.plans.size]).toEqual([0, 0]);
});

test('a fake secret is unset until a key is put', async () => {
  const secrets = new FakeUpstreamSecrets();
  expect(await secrets.describe('arn')).toMatchObject({ state: 'unset' });
  await secrets.put('arn', new Secret('k', 'test'), { boundTo: 'https://a' });
  expect(await secrets.describe('arn')).toEqual({ state: 'set', versionId: 'v1', boundTo: 'https://a' });
});
