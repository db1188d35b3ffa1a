import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  ed25519PrivateKey,
  ed25519PublicKey,
  ed25519PublicText,
  ed25519Verifies,
} from '../../../lambda/domain/ed25519.ts';
import { Fault } from '../../../lambda/domain/fault.ts';

/** https://www.rfc-editor.org/rfc/rfc8032#section-7.1, TEST 2 */
const SEED = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
const POINT = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex');
const SIGNATURE = Buffer.from(
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  'hex',
);
const X = POINT.toString('base64url');

test('keys and signatures are those of RFC 8032', () => {
  const key = ed25519PrivateKey(SEED);
  expect(ed25519PublicText(key)).toBe(X);
  expect(sign(null, Buffer.from([0x72]), key)).toEqual(SIGNATURE);
  const read = ed25519PublicKey(X);
  if (read === undefined) throw new Error('a sound key was not read');
  expect(ed25519Verifies(read, 'r', SIGNATURE)).toBe(true);
  expect(ed25519Verifies(read, 's', SIGNATURE)).toBe(false);
  expect(ed25519Verifies(read, 'r', Buffer.concat([SIGNATURE, Buffer.alloc(1)]))).toBe(false);
  expect(ed25519Verifies(read, 'r', SIGNATURE.subarray(0, 63))).toBe(false);
});

test.each([0, 31, 33])('a private key of %d bytes is none', (length) => {
  expect(() => ed25519PrivateKey(new Uint8Array(length))).toThrow('an Ed25519 private key has 32 bytes');
});

test('a key of another kind has no public text', () => {
  const { privateKey } = generateKeyPairSync('ed448');
  expect(ed25519PublicText(privateKey)).not.toHaveLength(43);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  expect(() => ed25519PublicText(rsa)).toThrow('not an Ed25519 key');
});

test.each([
  undefined,
  null,
  7,
  [X],
  '',
  X.slice(1),
  `${X}A`,
  ` ${X}`,
  `${X}\n`,
  `${X.slice(0, 42)}+`,
  `${X.slice(0, 42)}N`,
])('%j is no public key', (x) => {
  expect(ed25519PublicKey(x)).toBeUndefined();
});

const SMALL = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

test.each(SMALL)('a point of small order is no key, with either sign: %s', (hex) => {
  const bytes = Buffer.from(hex, 'hex');
  expect(ed25519PublicKey(bytes.toString('base64url'))).toBeUndefined();
  bytes.writeUInt8(bytes.readUInt8(31) | 0x80, 31);
  expect(ed25519PublicKey(bytes.toString('base64url'))).toBeUndefined();
});

test('bytes that are no point of the curve verify nothing, and nothing breaks', () => {
  const x = Buffer.alloc(32, 2).toString('base64url');
  const key = ed25519PublicKey(x);
  if (key !== undefined) expect(ed25519Verifies(key, 'r', SIGNATURE)).toBe(false);
});

test('a fault is known by its code and its own name, and carries its cause', () => {
  const cause = new Error('why');
  const fault = new Fault('gateway.unavailable', { cause, retryAfterSeconds: 7 });
  expect([fault.name, fault.message, fault.status]).toEqual(['Fault', 'gateway.unavailable', 503]);
  expect([fault.cause, fault.retryAfterSeconds]).toEqual([cause, 7]);
});
