import { verify } from 'node:crypto';
import {
  ARCHIVE,
  type ChainManifest,
  type ShardHead,
  type SignedManifest,
} from '../../../contract/audit-chain.ts';
import { AUDIT_SHARDS } from '../../../contract/tables.ts';
import { canonical, type Plain } from './canonical.ts';
import { firstHead, sha256Hex } from './links.ts';

const SEQUENCE_MAX = 9_999_999_999;
const NO_MANIFEST = '0'.repeat(64);

/** The name of a manifest: the higher the sequence, the lower the name. */
export const manifestObject = (sequence: number): string =>
  `${ARCHIVE.manifests}${String(SEQUENCE_MAX - sequence).padStart(10, '0')}.json`;

/** The sequence that a name stands for; `undefined` for any other name. */
export function sequenceIn(object: string): number | undefined {
  const digits = /^manifests\/(\d{10})\.json$/.exec(object)?.[1];
  return digits === undefined ? undefined : SEQUENCE_MAX - Number(digits);
}

/** What is signed, and what the next manifest names. */
export const manifestText = (manifest: ChainManifest): string => canonical(manifest as unknown as Plain);

export const signedText = (signed: SignedManifest): string => canonical(signed as unknown as Plain);

/** What `previous` must be in the manifest behind this one. */
export const manifestDigest = (manifest: ChainManifest | undefined): string =>
  manifest === undefined ? NO_MANIFEST : sha256Hex(manifestText(manifest));

/** Where every shard stands behind a manifest; behind none, at its beginning. */
export const headsBehind = (
  manifest: ChainManifest | undefined,
  chain: string,
): Readonly<Record<string, ShardHead>> =>
  manifest?.shards ??
  Object.fromEntries(AUDIT_SHARDS.map((shard) => [shard, { count: 0, head: firstHead(chain, shard) }]));

export type ManifestReading =
  | { readonly kind: 'good'; readonly signed: SignedManifest }
  | { readonly kind: 'unreadable' | 'forged' };

/** Reads a manifest and checks its signature. Any other writing of the same content is refused. */
export function readManifest(bytes: Buffer, publicKey: string): ManifestReading {
  const text = bytes.toString('utf8');
  const signed = signedIn(text);
  if (signed === undefined) return { kind: 'unreadable' };
  const signature = Buffer.from(signed.signature, 'base64');
  if (signature.toString('base64') !== signed.signature) return { kind: 'unreadable' };
  try {
    const payload = Buffer.from(manifestText(signed.manifest));
    return verify('sha256', payload, publicKey, signature) ? { kind: 'good', signed } : { kind: 'forged' };
  } catch {
    return { kind: 'forged' };
  }
}

/** The manifest in an object's bytes, whoever signed it: for whom its digest vouches. */
export const manifestIn = (bytes: Buffer): ChainManifest | undefined =>
  signedIn(bytes.toString('utf8'))?.manifest;

function signedIn(text: string): SignedManifest | undefined {
  try {
    const value = JSON.parse(text) as Partial<SignedManifest>;
    const { manifest, signature } = value;
    if (typeof manifest !== 'object' || manifest === null || typeof signature !== 'string') return undefined;
    return canonical(value as Plain) === text ? { manifest, signature } : undefined;
  } catch {
    return undefined;
  }
}
