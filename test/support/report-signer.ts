import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key pair as GitHub's for reports of leaked keys, and what is signed with it. */
export function reportSigner(namedCurve = 'P-256') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const id = createHash('sha256').update(pem).digest('hex');
  const listed = { key_identifier: id, key: pem, is_current: true };
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ...{ id, pem, publicKey: publicKey as KeyObject, listed, document: { public_keys: [listed] } },
    /** Base64 of a signature in DER. */
    signed: (body: string | Uint8Array): string =>
      sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding: 'der' }).toString('base64'),
    headersFor(body: string): Record<string, string> {
      return { 'Github-Public-Key-Identifier': id, 'Github-Public-Key-Signature': this.signed(body) };
    },
  };
}
