import type { MintedItem } from '../../contract/token-tables.ts';
import type { MintDoor, TokenDesk } from '../../lambda/flows/token-ports.ts';

/** Records of tokens in memory, and a mint that answers as it is told. */
export class FakeTokenDesk implements TokenDesk {
  readonly items = new Map<string, MintedItem>();
  readonly asked: Parameters<MintDoor['ask']>[0][] = [];
  answer: Awaited<ReturnType<MintDoor['ask']>> = { status: 503, document: { code: 'gateway.unavailable' } };

  async find(jti: string): Promise<MintedItem | undefined> {
    return this.items.get(jti);
  }

  async *ofKey(keyId: string): AsyncGenerator<MintedItem> {
    yield* [...this.items.values()].filter((item) => item.keyId === keyId);
  }

  async revoke(jti: string, at: Date): Promise<boolean> {
    const item = this.items.get(jti);
    if (item === undefined || item.revokedAt !== undefined) return false;
    this.items.set(jti, { ...item, revokedAt: at.toISOString() });
    return true;
  }

  door(): MintDoor {
    return {
      ask: async (request) => {
        this.asked.push(request);
        return this.answer;
      },
    };
  }
}
