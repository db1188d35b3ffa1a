/** Tokens that were minted. What is not here was never minted, or is over. */
export const MINTED = {
  partitionKey: 'jti',
  /** One key's tokens, for operators. */
  byKey: { name: 'byKey', partitionKey: 'keyId', sortKey: 'mintedAt' },
  expiresAt: 'expiresAt',
} as const;

/** Public halves of the keys that sign tokens: one item, so that a reader has all or nothing. */
export const SIGNERS = { partitionKey: 'id', list: 'tokens' } as const;

/** An item of the table of minted tokens. Of the token it holds a digest, which opens nothing. */
export interface MintedItem {
  readonly jti: string;
  /** Base64url SHA-256 of the token: one that was signed by a stolen key is not the one that was minted. */
  readonly digest: string;
  readonly keyId: string;
  readonly client: string;
  readonly label: string;
  /** ISO 8601, UTC. */
  readonly mintedAt: string;
  /** `key`, the id of the token that asked, or an operator's identity. */
  readonly mintedBy: string;
  /** Unix seconds: when the token ends, and after which DynamoDB may delete the item. */
  readonly expiresAt: number;
  /** JSON: the steps that narrow it; `[]` for none. */
  readonly may: string;
  /** How many calls it is good for; absent for any number. */
  readonly uses?: number;
  /** How many of them are left; there exactly where `uses` is. */
  readonly left?: number;
  /** ISO 8601, UTC; absent unless it was revoked. */
  readonly revokedAt?: string;
}

/** A public key that verifies tokens. */
export interface SignerEntry {
  /** `x` of a JSON Web Key. */
  readonly x: string;
  /** Unix seconds after which no token can bear its signature; absent for the one that signs, and the one that will. */
  readonly endsAt?: number;
}

export interface SignersItem {
  readonly id: string;
  /** Counts changes: of two who change the list at once one is refused. */
  readonly version: number;
  /** Id of a signing key → its public half. */
  readonly keys: Readonly<Record<string, SignerEntry>>;
}
