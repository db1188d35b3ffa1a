import type { SignersItem } from '../../contract/token-tables.ts';
import { SIGNERS_MEMORY_MS, SIGNERS_PACE_MS, TOKEN_LIFE_MAX_SECONDS } from '../../contract/tokens.ts';
import { ed25519PublicText } from '../domain/ed25519.ts';
import type { TokenSigner } from '../domain/sign-token.ts';
import { NO_SIGNERS, withOneSigning, withSigner } from '../domain/signers.ts';
import { signerIdOf } from '../domain/token-id.ts';
import type { Clock } from './ports.ts';

export const ROTATION_STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type RotationStep = (typeof ROTATION_STEPS)[number];

/** The versions of the secret that holds the signing key. Every method may be repeated. */
export interface SigningVersions {
  /** The key of a pending version; `undefined` where it holds none. */
  pending(version: string): Promise<TokenSigner | undefined>;
  putPending(version: string, key: { readonly kid: string; readonly d: string }): Promise<void>;
  /** Makes a version the current one, whichever was. */
  promote(version: string): Promise<void>;
}

/** The published list of signing keys. */
export interface SignerBook {
  read(): Promise<SignersItem | undefined>;
  /** Writes a list that is one version newer; rejects if somebody else did. */
  write(list: SignersItem): Promise<void>;
}

export interface RotateSignerDeps {
  readonly versions: SigningVersions;
  readonly book: SignerBook;
  /** Bytes from a CSPRNG. */
  readonly random: (byteCount: number) => Uint8Array;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** The mint may sign with the key before for as long as it remembers it, and what it signs lives for so long at most. */
const LAST_FOR_SECONDS = TOKEN_LIFE_MAX_SECONDS + (2 * SIGNERS_MEMORY_MS) / 1000;

/**
 * Takes one step of a rotation; Secrets Manager may repeat any. A new key is published before it signs, and the step between
 * waits until every authorizer is able to know it. The keys before it verify until the last token that they signed is over.
 */
export async function rotateSigner(
  deps: RotateSignerDeps,
  step: RotationStep,
  version: string,
): Promise<void> {
  const { versions, book } = deps;
  const pending = await versions.pending(version);
  if (step === 'createSecret') {
    if (pending !== undefined) return;
    const d = Buffer.from(deps.random(32)).toString('base64url');
    return versions.putPending(version, { kid: signerIdOf(deps.random(12)), d });
  }
  // A deployment tests a version that holds nothing yet.
  if (pending === undefined) return;
  const { kid } = pending;
  const list = (await book.read()) ?? NO_SIGNERS;
  const listed = withSigner(list, kid, ed25519PublicText(pending.key), deps.now());
  if (step === 'setSecret' && listed !== list) await book.write(listed);
  if (step === 'testSecret') {
    if (listed !== list) throw new Error('the new key is not published');
    await deps.pause(2 * SIGNERS_PACE_MS);
  }
  if (step === 'finishSecret') {
    await versions.promote(version);
    const closed = withOneSigning(list, kid, deps.now(), LAST_FOR_SECONDS);
    if (closed !== list) await book.write(closed);
  }
}
