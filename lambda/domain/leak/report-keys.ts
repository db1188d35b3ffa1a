import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { member } from '../response/member.ts';

/** Identifier → public key, read and found sound. */
export type ReportKeys = ReadonlyMap<string, KeyObject>;

/** GitHub lists a handful. */
const KEYS_MAX = 50;
const IDENTIFIER = /^[\w-]{1,128}$/;
const PEM = /^-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]{1,1000}-----END PUBLIC KEY-----\s*$/;
/** Base64 of a signature in DER: two numbers of at most 33 bytes, and what frames them. */
const SIGNATURE = /^(?:[A-Za-z0-9+/]{4}){2,23}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;

/**
 * The keys of `{ "public_keys": [{ "key_identifier", "key", "is_current" }] }`, `key` being PEM
 * (https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program).
 * One that is not current signed what may still be under way. `undefined` where there is none that can be used.
 */
export function readReportKeys(document: unknown): ReportKeys | undefined {
  const listed = member(document, 'public_keys');
  if (!Array.isArray(listed)) return undefined;
  const keys = new Map<string, KeyObject>();
  for (const entry of listed.slice(0, KEYS_MAX)) {
    const [id, pem] = [member(entry, 'key_identifier'), member(entry, 'key')];
    if (typeof id !== 'string' || !IDENTIFIER.test(id) || typeof pem !== 'string') continue;
    const key = p256Key(pem);
    if (key !== undefined) keys.set(id, key);
  }
  return keys.size === 0 ? undefined : keys;
}

/** A key of the one curve that GitHub's signatures are made on; `undefined` for any other, whatever it verifies. */
function p256Key(pem: string): KeyObject | undefined {
  if (!PEM.test(pem)) return undefined;
  try {
    const key = createPublicKey({ key: pem, format: 'pem' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text could be a signature: what costs nothing to ask before any key is looked for. */
export const isSignature = (text: string): boolean => SIGNATURE.test(text);

/** Whether these very bytes were signed: ECDSA on P-256 over their SHA-256, in DER, in base64 of one writing only. */
export function isSignedBy(key: KeyObject, body: Uint8Array, signature: string): boolean {
  if (!isSignature(signature)) return false;
  const der = Buffer.from(signature, 'base64');
  if (der.toString('base64') !== signature) return false;
  try {
    return verify('sha256', body, { key, dsaEncoding: 'der' }, der);
  } catch {
    return false;
  }
}
