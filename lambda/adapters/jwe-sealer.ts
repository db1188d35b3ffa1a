import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import type { Secret } from '../domain/secret.ts';
import type { Sealer } from '../flows/operator-ports.ts';

const ENC = 'A256GCM';
const RSA_BITS_MIN = 2048;
/** Members of a public JWK that its thumbprint is made of, by key type: https://www.rfc-editor.org/rfc/rfc7638#section-3.2 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  RSA: ['e', 'kty', 'n'],
  OKP: ['crv', 'kty', 'x'],
  EC: ['crv', 'kty', 'x', 'y'],
};

/**
 * Encrypts for one public key as JOSE does (RFC 7516, compact form), which every language has a library for: RSA-OAEP-256 for
 * an RSA key, ECDH-ES for X25519 or P-256; the content with A256GCM.
 */
export class JweSealer implements Sealer {
  readonly thumbprint: string;
  readonly #recipient: KeyObject;

  private constructor(recipient: KeyObject) {
    this.#recipient = recipient;
    const jwk: Readonly<Record<string, unknown>> = { ...recipient.export({ format: 'jwk' }) };
    const members = MEMBERS[String(jwk['kty'])] ?? [];
    const canonical = JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]])));
    this.thumbprint = createHash('sha256').update(canonical).digest('base64url');
  }

  /** Reads a public key in PEM (SPKI) or as a JWK; gives a sentence on what is wrong with any other text. */
  static for(text: string): JweSealer | string {
    if (/PRIVATE KEY|"d"\s*:/.test(text))
      return 'holds a private key; pass the public one, and keep the private one';
    try {
      const key = text.trimStart().startsWith('{')
        ? createPublicKey({ key: JSON.parse(text), format: 'jwk' })
        : createPublicKey(text);
      return usable(key)
        ? new JweSealer(key)
        : 'is a key of a kind that is not used here; make an X25519, P-256 or RSA key of 2048 bits or more';
    } catch {
      return 'is no public key; pass one in PEM or as a JWK';
    }
  }

  seal(key: Secret): string {
    const rsa = this.#recipient.asymmetricKeyType === 'rsa';
    const { header, contentKey, encryptedKey } = rsa ? this.#transport() : this.#agree();
    const head = base64url(JSON.stringify({ ...header, enc: ENC, kid: this.thumbprint }));
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(head, 'ascii'));
    const text = Buffer.concat([cipher.update(key.reveal(), 'utf8'), cipher.final()]);
    return [head, ...[encryptedKey, iv, text, cipher.getAuthTag()].map(base64url)].join('.');
  }

  #transport() {
    const contentKey = randomBytes(32);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const encryptedKey = publicEncrypt({ key: this.#recipient, padding, oaepHash: 'sha256' }, contentKey);
    return { header: { alg: 'RSA-OAEP-256' }, contentKey, encryptedKey };
  }

  #agree() {
    const { privateKey, publicKey } =
      this.#recipient.asymmetricKeyType === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('x25519');
    const shared = diffieHellman({ privateKey, publicKey: this.#recipient });
    const epk = publicKey.export({ format: 'jwk' });
    return { header: { alg: 'ECDH-ES', epk }, contentKey: derived(shared), encryptedKey: Buffer.alloc(0) };
  }
}

function usable(key: KeyObject): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return modulusLength >= RSA_BITS_MIN;
  return (
    key.asymmetricKeyType === 'x25519' || (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1')
  );
}

/** One round of Concat KDF: https://www.rfc-editor.org/rfc/rfc7518#section-4.6.2, without party information. */
function derived(shared: Buffer): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const algorithm = Buffer.from(ENC, 'ascii');
  const parts = [number(1), shared, number(algorithm.length), algorithm, number(0), number(0), number(256)];
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

const base64url = (data: string | Buffer): string => Buffer.from(data).toString('base64url');
