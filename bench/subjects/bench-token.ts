import { randomBytes } from 'node:crypto';
import type { MintedItem, SignersItem } from '../../contract/token-tables.ts';
import { SIGNERS } from '../../contract/token-tables.ts';
import { TOKEN_ISSUER } from '../../contract/tokens.ts';
import { ed25519PrivateKey, ed25519PublicText } from '../../lambda/domain/ed25519.ts';
import { tokenDigest } from '../../lambda/domain/open-token.ts';
import { signToken } from '../../lambda/domain/sign-token.ts';
import { tokenIdOf } from '../../lambda/domain/token-id.ts';
import { AUDIENCE } from '../workspace/stage.ts';
import { keyIdOf } from './bench-key-item.ts';

/** Guards nothing: what it signs opens the bench alone. */
const SIGNER = { kid: '0123456789abcdefg', key: ed25519PrivateKey(new Uint8Array(32).fill(7)) };
/** Longer than the moved clock ever gets. */
const LIFE_SECONDS = 3_600;

/** The list that the stand-in for DynamoDB publishes. */
export const BENCH_SIGNERS: SignersItem = {
  id: SIGNERS.list,
  version: 1,
  keys: { [SIGNER.kid]: { x: ed25519PublicText(SIGNER.key) } },
};

export interface BenchToken {
  readonly token: string;
  /** What the mint would have written of it. */
  readonly item: MintedItem;
}

/** A token as the mint makes it, of a key that the stand-in knows as it knows every one. */
export function benchToken(uses?: number): BenchToken {
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + LIFE_SECONDS;
  const pkh = randomBytes(32).toString('hex');
  const jti = tokenIdOf(randomBytes(14));
  const claims = { iss: TOKEN_ISSUER, aud: AUDIENCE, sub: keyIdOf(pkh), pkh, jti, iat, nbf: iat, exp };
  const token = signToken(SIGNER, uses === undefined ? claims : { ...claims, uses });
  const item: MintedItem = {
    jti,
    digest: tokenDigest(token),
    keyId: claims.sub,
    client: 'bench',
    label: '',
    mintedAt: new Date(iat * 1000).toISOString(),
    mintedBy: 'key',
    expiresAt: exp,
    may: '[]',
    ...(uses === undefined ? {} : { uses, left: uses }),
  };
  return { token, item };
}
