import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listKeys } from '../../../lambda/flows/list-keys.ts';
import { keyItem } from '../../support/build.ts';
import { FakeKeyRegistry } from '../../support/operator-fakes.ts';

function registryOf(count: number): FakeKeyRegistry {
  const registry = new FakeKeyRegistry();
  for (let n = 0; n < count; n += 1) {
    const keyHash = String(n).padStart(64, '0');
    registry.items.set(keyHash, keyItem({ keyHash, id: `key_${n}`, client: n % 3 === 0 ? 'acme' : 'other' }));
  }
  return registry;
}

test('paging visits every key once, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 8 }),
      async (count, limit) => {
        const registry = registryOf(count);
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await listKeys(registry, { limit, after });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map((item) => item.id));
          after = page.next;
        } while (after !== undefined);
        expect(seen).toEqual(Array.from({ length: count }, (_, n) => `key_${n}`));
      },
    ),
  );
});

test('a full last page has no next', async () => {
  expect(await listKeys(registryOf(2), { limit: 2 })).not.toHaveProperty('next');
});

test('only keys of the client that was asked for are listed', async () => {
  const { items } = await listKeys(registryOf(4), { limit: 10, client: 'acme' });
  expect(items.map((item) => item.id)).toEqual(['key_0', 'key_3']);
});

test('a mark that is no key is refused', async () => {
  await expect(listKeys(registryOf(1), { limit: 1, after: 'key_9' })).rejects.toMatchObject({
    code: 'key.unknown',
  });
});
