import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { base62 } from './base62.ts';
import { Secret } from './secret.ts';

const RANDOM_BYTES = 32;
const RANDOM_DIGITS = 43; // 62^43 is just above 2^256
const CHECK_DIGITS = 6;

/** The format of every client key, published for secret scanners. The last six digits are a CRC-32 of what precedes them. */
export const CLIENT_KEY_PATTERN = /^sp_([a-z0-9]{1,12})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A well-formed client key, reduced to what may be stored and logged. */
export interface PresentedKey {
  readonly stage: string;
  /** Lower-case hex SHA-256. The key has 256 random bits, so neither salt nor pepper adds anything. */
  readonly keyHash: string;
}

/** Makes a client key of 256 random bits, which the caller draws from a CSPRNG. */
export function mintClientKey(stage: string, random: Uint8Array): Secret {
  if (random.length !== RANDOM_BYTES) throw new RangeError(`a client key needs ${RANDOM_BYTES} random bytes`);
  const body = `sp_${stage}_${base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), RANDOM_DIGITS)}`;
  return new Secret(body + checksum(body), 'client key');
}

/** Reads what a stranger presented. `undefined` for anything that cannot be a key, before any I/O. */
export function readClientKey(text: string): PresentedKey | undefined {
  const match = CLIENT_KEY_PATTERN.exec(text);
  if (match?.[1] === undefined) return undefined;
  const body = text.slice(0, -CHECK_DIGITS);
  if (checksum(body) !== match[3]) return undefined;
  return { stage: match[1], keyHash: hashClientKey(text) };
}

export const hashClientKey = (key: string): string => createHash('sha256').update(key).digest('hex');

const checksum = (body: string): string => base62(BigInt(crc32(body)), CHECK_DIGITS);
