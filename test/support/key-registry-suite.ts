import { expect, test } from '@jest/globals';
import type { KeyItem } from '../../contract/tables.ts';
import type { KeyRegistry } from '../../lambda/flows/operator-ports.ts';
import { keyItem } from './build.ts';

const hashOf = (n: number) => n.toString(16).padStart(64, '0');
const record = (n: number, over: Partial<KeyItem> = {}) =>
  keyItem({ keyHash: hashOf(n), id: `key_${n}`, ...over });

/** What every key registry promises; `emptied` gives one without records. */
export function keyRegistrySuite(emptied: () => Promise<KeyRegistry>): void {
  test('a record that was added is found by its hash and its id, unchanged', async () => {
    const registry = await emptied();
    const narrowed = { scopes: ['GET:/a/b'], labels: { team: 'search' }, role: 'reader', owner: 'ops' };
    const over = { ips: ['203.0.113.0/24'], note: 'for Zoë', expiresAtSeconds: 1_795_000_000 };
    const item = record(1, { ...over, ...narrowed });
    await registry.add(item);
    expect(await registry.find(hashOf(1))).toEqual(item);
    expect(await registry.allOf('key_1')).toEqual([item]);
    expect(await registry.find(hashOf(2))).toBeUndefined();
    expect(await registry.allOf('key_2')).toEqual([]);
  });

  test('one id has as many records as it has keys', async () => {
    const registry = await emptied();
    for (const n of [1, 2, 3]) await registry.add(record(n, { id: n === 3 ? 'key_other' : 'key_same' }));
    const found = (await registry.allOf('key_same')).map(({ keyHash }) => keyHash);
    expect([...found].sort()).toEqual([hashOf(1), hashOf(2)]);
  });

  test('adding the same record again is fine, and another one never replaces it', async () => {
    const registry = await emptied();
    await registry.add(record(1));
    await registry.add(record(1));
    await expect(registry.add(record(1, { id: 'key_x' }))).rejects.toMatchObject({ code: 'aws.refused' });
    expect(await registry.find(hashOf(1))).toEqual(record(1));
  });

  test('a change touches the fields it names, takes away those without a value, and counts the version up', async () => {
    const registry = await emptied();
    const read = record(1, { owner: 'ops', firstUsedAt: 'never' });
    await registry.add(read);
    expect(await registry.change(read, { note: 'new', owner: undefined, state: 'disabled' })).toBe(true);
    const { owner: _gone, ...rest } = read;
    const now = { ...rest, note: 'new', state: 'disabled', version: 1 };
    expect(await registry.find(hashOf(1))).toEqual(now);
    expect(await registry.change({ ...read, state: 'disabled', version: 1 }, { state: 'active' })).toBe(true);
    expect(await registry.find(hashOf(1))).toMatchObject({ state: 'active', version: 2 });
  });

  test('of two who change the same record one wins, and the other changes nothing', async () => {
    const registry = await emptied();
    const read = record(1);
    await registry.add(read);
    const won = await Promise.all([
      registry.change(read, { note: 'first' }),
      registry.change(read, { note: 'second' }),
    ]);
    expect([...won].sort()).toEqual([false, true]);
    expect(await registry.find(hashOf(1))).toMatchObject({ note: won[0] ? 'first' : 'second', version: 1 });
  });

  test('a record that changed its state without a version, or that is not there, is not changed', async () => {
    const registry = await emptied();
    await registry.add(record(1, { state: 'quarantined' }));
    expect(await registry.change(record(1), { state: 'disabled' })).toBe(false);
    expect(await registry.change(record(2), { state: 'disabled' })).toBe(false);
    expect(await registry.find(hashOf(2))).toBeUndefined();
  });

  test('only a record that was never handed out is taken away', async () => {
    const registry = await emptied();
    await registry.add(record(1));
    await registry.add(record(2, { state: 'pending' }));
    const done = [1, 2, 2].map((n) => () => registry.discard(record(n)));
    const results: boolean[] = [];
    for (const discard of done) results.push(await discard());
    expect(results).toEqual([false, true, true]);
    expect(await hashes(registry)).toEqual([hashOf(1)]);
  });

  test('all records are visited once, and after one of them only the rest', async () => {
    const registry = await emptied();
    for (const n of [1, 2, 3, 4]) await registry.add(record(n));
    const all = await hashes(registry);
    expect([...all].sort()).toEqual([1, 2, 3, 4].map(hashOf));
    expect(await hashes(registry, all[1])).toEqual(all.slice(2));
  });
}

async function hashes(registry: KeyRegistry, after?: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const item of registry.all(after)) found.push(item.keyHash);
  return found;
}
