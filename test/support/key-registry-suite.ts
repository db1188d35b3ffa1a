import { expect, test } from '@jest/globals';
import type { KeyItem } from '../../contract/tables.ts';
import type { KeyRegistry } from '../../lambda/flows/operator-ports.ts';
import { keyItem } from './build.ts';

const hashOf = (n: number) => n.toString(16).padStart(64, '0');
const record = (n: number, over: Partial<KeyItem> = {}) =>
  keyItem({ keyHash: hashOf(n), id: `key_${n}`, ...over });

/** What every key registry promises; `emptied` gives one without records. */
export function keyRegistrySuite(emptied: () => Promise<KeyRegistry>): void {
  test('a record that was added is found by its id, unchanged', async () => {
    const registry = await emptied();
    const item = record(1, { ips: ['203.0.113.0/24'], note: 'for Zoë', expiresAtSeconds: 1_795_000_000 });
    await registry.add(item);
    expect(await registry.findById('key_1')).toEqual(item);
    expect(await registry.findById('key_2')).toBeUndefined();
  });

  test('adding the same record again is fine, and another one never replaces it', async () => {
    const registry = await emptied();
    await registry.add(record(1));
    await registry.add(record(1));
    await expect(registry.add(record(1, { id: 'key_x' }))).rejects.toMatchObject({ code: 'aws.refused' });
    expect(await registry.findById('key_1')).toEqual(record(1));
  });

  test('a state changes only from the states that were named', async () => {
    const registry = await emptied();
    await registry.add(record(1));
    expect(await registry.setState(record(1), ['disabled', 'quarantined'], 'revoked')).toBe(false);
    expect(await registry.setState(record(1), ['active', 'disabled'], 'revoked')).toBe(true);
    expect(await registry.findById('key_1')).toEqual(record(1, { state: 'revoked' }));
  });

  test('changing the state of a record that is not there makes none', async () => {
    const registry = await emptied();
    expect(await registry.setState(record(1), ['active'], 'revoked')).toBe(false);
    expect(await registry.findById('key_1')).toBeUndefined();
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
