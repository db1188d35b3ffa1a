import { createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A public key, read and found sound. */
export type PublicKey = KeyObject;

/** What precedes the 32 bytes of a private key in PKCS #8 (RFC 8410 §7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 private key from its 32 bytes, which the caller draws from a CSPRNG. */
export function ed25519PrivateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError('an Ed25519 private key has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

/** The public half of a private key, as `x` of a JSON Web Key. */
export const ed25519PublicText = (key: KeyObject): string => {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('not an Ed25519 key');
  return x;
};

/**
 * Encodings of the points of small order, without their sign (RFC 8032 §5.1.3; the list of RFC 7748's Edwards twin). Under such
 * a key one signature fits many messages, so it would prove nothing.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** A public key from `x` of a JSON Web Key; `undefined` for what is none, or one that proves nothing. */
export function ed25519PublicKey(x: unknown): KeyObject | undefined {
  if (typeof x !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(x)) return undefined;
  const bytes = Buffer.from(x, 'base64url');
  if (bytes.toString('base64url') !== x) return undefined;
  bytes.writeUInt8(bytes.readUInt8(31) & 0x7f, 31);
  if (SMALL_ORDER.has(bytes.toString('hex'))) return undefined;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** Whether a signature is the key's own over a text; false for whatever cannot be one. */
export function ed25519Verifies(key: KeyObject, text: string, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    return verify(null, Buffer.from(text, 'latin1'), key, signature);
  } catch {
    return false; // a key whose bytes are no point of the curve
  }
}
