import { base62 } from './base62.ts';

/** `key_` and 20 base62 digits of 112 random bits. Public, and unrelated to the key itself. */
export function keyIdOf(random: Uint8Array): string {
  if (random.length !== 14) throw new RangeError('a key id needs 14 random bytes');
  return `key_${base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), 20)}`;
}
