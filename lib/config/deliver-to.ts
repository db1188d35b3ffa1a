import { createPublicKey, type KeyObject } from 'node:crypto';
import { complain } from './complaint.ts';
import { textBy } from './schema.ts';

const FIX = 'paste the public key, in PEM or as a JWK; an X25519, P-256 or RSA key of 2048 bits or more';

/** A public key that new keys are encrypted for. A private one has no place in a config. */
export const DELIVER_TO = textBy((text) => {
  if (/PRIVATE KEY|"d"\s*:/.test(text)) return complain('holds a private key', FIX);
  const key = keyOf(text);
  return key !== undefined && isUsable(key) ? text : complain('is no public key that can be used here', FIX);
});

function keyOf(text: string): KeyObject | undefined {
  try {
    return text.trimStart().startsWith('{')
      ? createPublicKey({ key: JSON.parse(text), format: 'jwk' })
      : createPublicKey(text);
  } catch {
    return undefined;
  }
}

function isUsable({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): boolean {
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails.modulusLength ?? 0) >= 2048;
  if (asymmetricKeyType === 'ec') return asymmetricKeyDetails.namedCurve === 'prime256v1';
  return asymmetricKeyType === 'x25519';
}
