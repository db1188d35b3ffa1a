import type { SigningSecretDocument } from '../../contract/secrets.ts';
import { ed25519PrivateKey } from './ed25519.ts';
import type { TokenSigner } from './sign-token.ts';

/** Reads the document of the signing key; `undefined` for none, or one that cannot be read, which is never repeated. */
export function readSigningSecret(text: string): TokenSigner | undefined {
  try {
    const document = Object(JSON.parse(text)) as Partial<Record<string, unknown>>;
    const { state, kid, d } = document;
    if (state !== ('SET' satisfies SigningSecretDocument['state'])) return undefined;
    if (typeof kid !== 'string' || typeof d !== 'string') return undefined;
    return { kid, key: ed25519PrivateKey(Buffer.from(d, 'base64url')) };
  } catch {
    return undefined;
  }
}
