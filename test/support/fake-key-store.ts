import type { KeyItem } from '../../contract/tables.ts';
import type { KeyStore } from '../../lambda/flows/ports.ts';

/** Holds keys by hash and counts look-ups; can be told to fail. */
export class FakeKeyStore implements KeyStore {
  readonly items = new Map<string, KeyItem>();
  broken = false;
  lookups = 0;
  writes = 0;

  async find(keyHash: string): Promise<KeyItem | undefined> {
    this.lookups += 1;
    if (this.broken) throw new Error('the keys table does not answer');
    return this.items.get(keyHash);
  }

  async noteFirstUse(key: KeyItem, at: Date): Promise<void> {
    this.writes += 1;
    if (this.broken) throw new Error('the keys table does not answer');
    const item = this.items.get(key.keyHash);
    if (item?.firstUsedAt === 'never')
      this.items.set(key.keyHash, { ...item, firstUsedAt: at.toISOString() });
  }
}
