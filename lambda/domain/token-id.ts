import { base62 } from './base62.ts';

/** `tok_` and 20 base62 digits of 112 random bits: claim `jti`. Public, and of no use to open a door. */
export function tokenIdOf(random: Uint8Array): string {
  if (random.length !== 14) throw new RangeError('a token id needs 14 random bytes');
  return `tok_${base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), 20)}`;
}

/** 17 base62 digits of 96 random bits: the name of a signing key. */
export function signerIdOf(random: Uint8Array): string {
  if (random.length !== 12) throw new RangeError('a signing key id needs 12 random bytes');
  return base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), 17);
}
