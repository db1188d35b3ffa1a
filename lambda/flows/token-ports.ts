import type { MintedItem } from '../../contract/token-tables.ts';

/** What operators may do with the records of tokens. Every method rejects with an `OperatorFault` when AWS refuses or is not there. */
export interface TokenDesk {
  find(jti: string): Promise<MintedItem | undefined>;
  /** One key's tokens, the newest first, read page by page as they are consumed; an index that may be a second behind. */
  ofKey(keyId: string): AsyncIterable<MintedItem>;
  /** Marks a token that is not marked; false for one that is. Never makes a record. */
  revoke(jti: string, at: Date): Promise<boolean>;
}

/** The mint as an operator asks it: status and document as a client would get them. */
export interface MintDoor {
  ask(request: {
    readonly operator: string;
    readonly keyHash: string;
    readonly body: string;
  }): Promise<{ readonly status: number; readonly document: Readonly<Record<string, unknown>> }>;
}
