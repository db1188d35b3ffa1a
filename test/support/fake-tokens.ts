import { createPublicKey } from 'node:crypto';
import type { MintedItem } from '../../contract/token-tables.ts';
import type { PublicKey } from '../../lambda/domain/ed25519.ts';
import { tokenDigest } from '../../lambda/domain/open-token.ts';
import { signToken, type TokenSigner } from '../../lambda/domain/sign-token.ts';
import type { TokenClaims } from '../../lambda/domain/token-claims.ts';
import type { MintBook, MintedTokens, Signers } from '../../lambda/flows/ports.ts';
import { AUDIENCE, signerOf, tokenClaims } from './token-makers.ts';

/** Knows the keys it was given and counts questions; can be told to fail. */
export class FakeSigners implements Signers {
  readonly keys = new Map<string, PublicKey>();
  lookups = 0;
  broken = false;

  constructor(...signers: readonly TokenSigner[]) {
    for (const { kid, key } of signers) this.keys.set(kid, createPublicKey(key));
  }

  async find(kid: string): Promise<PublicKey | undefined> {
    this.lookups += 1;
    if (this.broken) throw new Error('the table does not answer');
    return this.keys.get(kid);
  }
}

/** Holds the records of tokens, spends as the table does, and counts; can be told to fail. */
export class FakeMintedTokens implements MintedTokens, MintBook {
  readonly items = new Map<string, MintedItem>();
  lookups = 0;
  spent = 0;
  broken = false;

  async find(jti: string): Promise<MintedItem | undefined> {
    this.lookups += 1;
    if (this.broken) throw new Error('the table does not answer');
    return this.items.get(jti);
  }

  async spend({ jti, digest }: { readonly jti: string; readonly digest: string }, uses: number) {
    if (this.broken) throw new Error('the table does not answer');
    const item = this.items.get(jti);
    if (item === undefined || item.digest !== digest || item.revokedAt !== undefined) return false;
    if (item.left === undefined || item.left < uses) return false;
    this.spent += uses;
    this.items.set(jti, { ...item, left: item.left - uses });
    return true;
  }

  async add(item: MintedItem): Promise<void> {
    if (this.broken) throw new Error('the table does not answer');
    this.items.set(item.jti, item);
  }

  /** A token with its record. */
  mint(over: Partial<TokenClaims> = {}, signer: TokenSigner = signerOf()): string {
    const claims = tokenClaims(over);
    const token = signToken(signer, claims);
    this.items.set(claims.jti, mintedItem(token, claims));
    return token;
  }
}

export const mintedItem = (
  token: string,
  claims: TokenClaims,
  over: Partial<MintedItem> = {},
): MintedItem => ({
  jti: claims.jti,
  digest: tokenDigest(token),
  keyId: claims.sub,
  client: 'acme',
  label: '',
  mintedAt: '2026-11-26T12:00:00.000Z',
  mintedBy: 'key',
  expiresAt: claims.exp,
  may: '[]',
  ...(claims.uses === undefined ? {} : { uses: claims.uses, left: claims.uses }),
  ...over,
});

/** What an authorizer needs to know tokens, where a test is about something else. */
export const tokenPorts = () => ({
  signers: new FakeSigners(signerOf()),
  minted: new FakeMintedTokens(),
  audience: AUDIENCE,
});
