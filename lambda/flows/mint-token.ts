import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { MINTED_LENGTH_MAX, type MintGrant } from '../../contract/tokens.ts';
import { Fault } from '../domain/fault.ts';
import { tokenDigest } from '../domain/open-token.ts';
import { planToken } from '../domain/plan-token.ts';
import { Secret } from '../domain/secret.ts';
import { signToken } from '../domain/sign-token.ts';
import type { TokenClaims } from '../domain/token-claims.ts';
import { tokenIdOf } from '../domain/token-id.ts';
import { readTokenRequest } from '../domain/token-request.ts';
import { judgeRecord } from './judge-record.ts';
import type { Clock, KeyStore, Metrics, MintBook, MintedTokens, SigningKey } from './ports.ts';

export interface MintTokenDeps {
  /** Reads the table itself: no memory lets a key mint that was revoked. */
  readonly keys: Pick<KeyStore, 'find'>;
  readonly signing: SigningKey;
  readonly minted: Pick<MintedTokens, 'spend'>;
  readonly book: MintBook;
  readonly metrics: Metrics;
  /** Bytes from a CSPRNG. */
  readonly random: (byteCount: number) => Uint8Array;
  readonly now: Clock;
  readonly audience: string;
  readonly ttlMaxSeconds: number;
  readonly keyPolicy?: KeyPolicy;
}

export type Minting =
  | {
      readonly kind: 'minted';
      readonly token: Secret;
      readonly claims: TokenClaims;
      readonly key: KeyItem;
      readonly label: string;
    }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/**
 * Mints a token. The record is written before the token exists for anybody, because a token without a record opens nothing.
 * Rejects with `credential.rejected` if the key does not open the door any more, or `gateway.unavailable`.
 */
export async function mintToken(
  deps: MintTokenDeps,
  grant: MintGrant,
  body: string,
  mintedBy: string,
): Promise<Minting> {
  const reading = readTokenRequest(body);
  if (reading.kind === 'refused') return refused(deps, reading.problems);
  const { request } = reading;
  const key = await orUnavailable(deps.keys.find(grant.keyHash));
  const now = deps.now();
  if (key === undefined) throw new Fault('credential.rejected');
  // Where the request comes from was judged with the credential.
  const judging = judgeRecord(deps.keys, { ...key, ips: [] }, { now, ip: '', policy: deps.keyPolicy });
  if ((await orUnavailable(judging)) !== 'accepted') throw new Fault('credential.rejected');
  const { audience, ttlMaxSeconds } = deps;
  const { parent } = grant;
  const jti = tokenIdOf(deps.random(14));
  const plan = planToken(request, { key, parent, audience, jti, ttlMaxSeconds, now });
  if (plan.kind === 'refused') return refused(deps, plan.problems);
  const { claims } = plan;
  const signer = await orUnavailable(deps.signing.current());
  if (signer === undefined) throw new Fault('gateway.unavailable');
  const token = signToken(signer, claims);
  if (token.length > MINTED_LENGTH_MAX)
    return refused(deps, ['the token would be too long for a header; narrow it in fewer words']);
  if (parent?.uses !== undefined && !(await orUnavailable(deps.minted.spend(parent, claims.uses ?? 0))))
    return refused(deps, ['uses is more than this token has left']);
  await orUnavailable(
    deps.book.add({
      ...{ jti, digest: tokenDigest(token), keyId: key.id, client: key.client, label: request.label },
      ...{ mintedAt: now.toISOString(), mintedBy, expiresAt: claims.exp },
      may: JSON.stringify(claims.may ?? []),
      ...(claims.uses === undefined ? {} : { uses: claims.uses, left: claims.uses }),
    }),
  );
  deps.metrics.count('TokenMinted');
  return { kind: 'minted', token: new Secret(token, 'token'), claims, key, label: request.label };
}

function refused(deps: MintTokenDeps, problems: readonly string[]): Minting {
  deps.metrics.count('TokenMintRefused');
  return { kind: 'refused', problems };
}

const orUnavailable = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((cause: unknown) => {
    throw new Fault('gateway.unavailable', { cause });
  });
