import { createECDH } from 'node:crypto';

/** A curve `y² = x³ + ax + b` over a prime field, and a point of it with the order that signatures count by. */
export interface Curve {
  readonly p: bigint;
  readonly a: bigint;
  readonly order: bigint;
  readonly base: Point;
}
/** Undefined is the point at infinity. */
export type Point = { readonly x: bigint; readonly y: bigint } | undefined;

/** The figures of FIPS 186-4 and SEC 2. The point is the public key of the private key 1. */
function curve(name: string, p: bigint, a: bigint, order: bigint): Curve {
  const ecdh = createECDH(name);
  ecdh.setPrivateKey('01', 'hex');
  const point = ecdh.getPublicKey('hex').slice(2);
  const [x = '', y = ''] = [point.slice(0, point.length / 2), point.slice(point.length / 2)];
  return { p, a, order, base: { x: BigInt(`0x${x}`), y: BigInt(`0x${y}`) } };
}

/** By key spec. */
export const CURVES: Readonly<Record<string, Curve>> = {
  ECC_NIST_P256: curve(
    'prime256v1',
    2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    -3n,
    0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ),
  ECC_NIST_P384: curve(
    'secp384r1',
    2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    -3n,
    2n ** 384n - 0x389cb27e0bc8d220a7e5f24db74f58851313e695333ad68dn,
  ),
  ECC_NIST_P521: curve(
    'secp521r1',
    2n ** 521n - 1n,
    -3n,
    2n ** 521n - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7n,
  ),
  ECC_SECG_P256K1: curve(
    'secp256k1',
    2n ** 256n - 2n ** 32n - 977n,
    0n,
    0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  ),
};

export const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

/** By the extended Euclidean algorithm. */
export function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [modulo(value, by), by, 1n, 0n];
  while (a > 1n) {
    const q = a / b;
    [a, b, x, y] = [b, a - q * b, y, x - q * y];
  }
  return modulo(x, by);
}

export function add({ p, a }: Curve, one: Point, other: Point): Point {
  if (one === undefined) return other;
  if (other === undefined) return one;
  if (one.x === other.x && modulo(one.y + other.y, p) === 0n) return undefined;
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x + a) * inverse(2n * one.y, p)
      : (other.y - one.y) * inverse(other.x - one.x, p);
  const x = modulo(slope * slope - one.x - other.x, p);
  return { x, y: modulo(slope * (one.x - x) - one.y, p) };
}

/** Takes as long as the factor is: for a machine where nobody measures. */
export function multiply(curve: Curve, point: Point, factor: bigint): Point {
  let [sum, power]: [Point, Point] = [undefined, point];
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(curve, sum, power);
    power = add(curve, power, power);
  }
  return sum;
}
