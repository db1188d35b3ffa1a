import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { barOf } from '../../cli/commands/keys-usage.ts';
import { keyItem } from '../support/build.ts';
import { fakeGateway, run } from './support.ts';

const ID = 'key_00000000000000000001';

function gatewayWith(plan: string) {
  const gateway = fakeGateway();
  const item = keyItem({ plan });
  gateway.keys.registry.items.set(item.keyHash, item);
  return gateway;
}

test('usage is shown for each limit, with a bar and when it begins anew', async () => {
  const gateway = gatewayWith('pro');
  const day = gateway.keys.now().toISOString().slice(0, 10);
  gateway.counts.set(`plan:pro#gemini#${day}`, { requests: 50, tokens: 1_000 });
  const { exitCode, stdout } = await run(gateway, ['--stage', 'prod', 'keys', 'usage', ID]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /gemini +requests \(pooled\) +50 +100 +\[#{10}\.{10}\] 50% +day +\d{4}-\d{2}-\d{2}T00:00Z \(in /,
  );
  expect(stdout).toMatch(/gemini +tokens \(pooled\) +1000 +1000 +\[#{20}\] 100%/);
  expect(stdout).toMatch(/gateway +requests +40 +10000 +\[#\.{19}\] 0% +day +-/);
  expect(stdout).toContain('counted for every key on the plan pro');
});

test('the same as one document', async () => {
  const { stdout } = await run(gatewayWith('basic'), ['--stage', 'prod', '--json', 'keys', 'usage', ID]);
  expect(JSON.parse(stdout)).toEqual({
    ...{ id: ID, client: 'acme', plan: 'basic' },
    items: [
      { of: 'gateway', unit: 'requests', used: 40, limit: 10_000, per: 'day', resetsAt: null, pooled: false },
    ],
  });
});

test('a key that is not there is refused', async () => {
  const { exitCode, stderr } = await run(fakeGateway(), ['--stage', 'prod', 'keys', 'usage', ID]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`there is no key ${ID}`)]);
});

test('a bar is full only at the limit, and empty only where nothing was used', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.double({ min: 0, max: 1.2, noNaN: true }),
      (limit, share) => {
        const used = Math.floor(limit * share);
        const bar = barOf({ used, limit });
        expect(bar.startsWith(`[${'#'.repeat(20)}]`)).toBe(used >= limit);
        expect(bar.startsWith(`[${'.'.repeat(20)}]`)).toBe(used === 0);
      },
    ),
  );
});
