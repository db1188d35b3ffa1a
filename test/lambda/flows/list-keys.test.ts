import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listKeys } from '../../../lambda/flows/list-keys.ts';
import { keyItem } from '../../support/build.ts';
import { FakeKeyRegistry } from '../../support/operator-fakes.ts';

function registryOf(baits: readonly boolean[]): FakeKeyRegistry {
  const registry = new FakeKeyRegistry();
  for (const [n, bait] of baits.entries()) {
    const keyHash = String(n).padStart(64, '0');
    registry.items.set(
      keyHash,
      keyItem({ keyHash, id: `key_${n}`, bait, client: n % 3 === 0 ? 'acme' : 'other' }),
    );
  }
  return registry;
}

test('paging visits every client key once, and no honeytoken, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      async (baits, limit) => {
        const registry = registryOf(baits);
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await listKeys(registry, { limit, after });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map((item) => item.id));
          after = page.next;
        } while (after !== undefined);
        expect(seen).toEqual(baits.flatMap((bait, n) => (bait ? [] : [`key_${n}`])));
      },
    ),
  );
});

test('a full last page has no next', async () => {
  expect(await listKeys(registryOf([false, false]), { limit: 2 })).not.toHaveProperty('next');
});

test('only keys of the client that was asked for are listed', async () => {
  const { items } = await listKeys(registryOf([false, false, false, false]), { limit: 10, client: 'acme' });
  expect(items.map((item) => item.id)).toEqual(['key_0', 'key_3']);
});

test('a mark that is no key is refused', async () => {
  await expect(listKeys(registryOf([false]), { limit: 1, after: 'key_9' })).rejects.toMatchObject({
    code: 'key.unknown',
  });
});
