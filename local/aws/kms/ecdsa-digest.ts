import { type KeyObject, randomBytes } from 'node:crypto';
import { add, type Curve, inverse, modulo, multiply, type Point } from './elliptic-curve.ts';

/**
 * ECDSA over a digest that is there already (FIPS 186-4, 6.4). Node's `crypto` only signs messages that it hashes itself, and KMS
 * takes both.
 */
export function signDigest(curve: Curve, key: KeyObject, digest: Buffer): Buffer {
  const d = scalar(key, 'd');
  const z = leftmost(curve, digest);
  for (;;) {
    // 8 bytes more than the order has: the remainder is as good as even.
    const k = modulo(BigInt(`0x${randomBytes(74).toString('hex')}`), curve.order);
    const r = modulo(multiply(curve, curve.base, k)?.x ?? 0n, curve.order);
    const s = k === 0n ? 0n : modulo(inverse(k, curve.order) * (z + r * d), curve.order);
    if (r !== 0n && s !== 0n) return Buffer.from([0x30, ...lengthOf([...integer(r), ...integer(s)])]);
  }
}

/** Anything that is no signature of this digest by this key is `false`. */
export function verifyDigest(curve: Curve, key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const pair = readPair(signature);
  if (pair === undefined || pair.some((n) => n <= 0n || n >= curve.order)) return false;
  const [r, s] = pair;
  const w = inverse(s, curve.order);
  const z = leftmost(curve, digest);
  const q: Point = { x: scalar(key, 'x'), y: scalar(key, 'y') };
  const point = add(
    curve,
    multiply(curve, curve.base, modulo(z * w, curve.order)),
    multiply(curve, q, modulo(r * w, curve.order)),
  );
  return point !== undefined && modulo(point.x, curve.order) === r;
}

const scalar = (key: KeyObject, name: 'd' | 'x' | 'y'): bigint =>
  BigInt(`0x${Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url').toString('hex')}`);

/** As many of the digest's leading bits as the order has. */
function leftmost({ order }: Curve, digest: Buffer): bigint {
  const over = Math.max(0, digest.length * 8 - order.toString(2).length);
  return BigInt(`0x${digest.toString('hex')}`) >> BigInt(over);
}

const lengthOf = (bytes: readonly number[]): readonly number[] =>
  bytes.length < 128 ? [bytes.length, ...bytes] : [0x81, bytes.length, ...bytes];

function integer(value: bigint): readonly number[] {
  const hex = value.toString(16);
  const bytes = [...Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')];
  return [0x02, ...lengthOf((bytes[0] ?? 0) < 128 ? bytes : [0, ...bytes])];
}

function readPair(der: Buffer): readonly [bigint, bigint] | undefined {
  const start = der[1] === 0x81 ? 3 : 2;
  const [first, next] = readInteger(der, start);
  const [second, end] = readInteger(der, next);
  const whole = der[0] === 0x30 && der[start - 1] === der.length - start && end === der.length;
  return whole && first !== undefined && second !== undefined ? [first, second] : undefined;
}

function readInteger(der: Buffer, at: number): readonly [bigint | undefined, number] {
  const length = der[at + 1] ?? 0;
  const bytes = der.subarray(at + 2, at + 2 + length);
  const fits = der[at] === 0x02 && length > 0 && bytes.length === length;
  return [fits ? BigInt(`0x${bytes.toString('hex')}`) : undefined, at + 2 + length];
}
