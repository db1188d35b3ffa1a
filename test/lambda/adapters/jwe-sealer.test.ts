import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { calculateJwkThumbprint, compactDecrypt } from 'jose';
import { JweSealer } from '../../../lambda/adapters/jwe-sealer.ts';
import { Secret } from '../../../lambda/domain/secret.ts';

const KEY = 'sp_prod_0123456789';
const pairs: readonly (readonly [string, { publicKey: KeyObject; privateKey: KeyObject }, string])[] = [
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }), 'RSA-OAEP-256'],
  ['X25519', generateKeyPairSync('x25519'), 'ECDH-ES'],
  ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'ECDH-ES'],
];
const sealerFor = (text: string): JweSealer => {
  const sealer = JweSealer.for(text);
  if (typeof sealer === 'string') throw new Error(sealer);
  return sealer;
};
const pem = (key: KeyObject) => String(key.export({ format: 'pem', type: 'spki' }));

test.each(pairs)('another implementation of JOSE opens what was sealed for %s', async (_kind, pair, alg) => {
  for (const text of [pem(pair.publicKey), JSON.stringify(pair.publicKey.export({ format: 'jwk' }))]) {
    const sealed = sealerFor(text).seal(new Secret(KEY, 'test'));
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, pair.privateKey);
    expect(Buffer.from(plaintext).toString()).toBe(KEY);
    expect(protectedHeader).toMatchObject({ alg, enc: 'A256GCM' });
    expect(sealed).not.toContain(Buffer.from(KEY).toString('base64url'));
  }
});

test.each(pairs)('the thumbprint of %s is that of RFC 7638', async (_kind, { publicKey }) => {
  const jwk = publicKey.export({ format: 'jwk' });
  expect(sealerFor(pem(publicKey)).thumbprint).toBe(await calculateJwkThumbprint(jwk as never));
});

test('sealing twice gives two texts, and neither opens with another key', async () => {
  const [, mine] = pairs[1] ?? [];
  if (mine === undefined) throw new Error('no pair');
  const sealer = sealerFor(pem(mine.publicKey));
  const [one, two] = [sealer.seal(new Secret(KEY, 'test')), sealer.seal(new Secret(KEY, 'test'))];
  expect(createHash('sha256').update(one).digest()).not.toEqual(createHash('sha256').update(two).digest());
  await expect(compactDecrypt(one, generateKeyPairSync('x25519').privateKey)).rejects.toThrow();
});

test.each([
  ['a private key', String(pairs[0]?.[1].privateKey.export({ format: 'pem', type: 'pkcs8' })), 'private'],
  ['a private JWK', JSON.stringify(pairs[1]?.[1].privateKey.export({ format: 'jwk' })), 'private'],
  ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey), 'kind'],
  ['a key that only signs', pem(generateKeyPairSync('ed25519').publicKey), 'kind'],
  ['another curve', pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey), 'kind'],
  ['no key', 'hello', 'no public key'],
  ['broken JSON', '{', 'no public key'],
])('%s is refused with what to pass instead', (_name, text, said) => {
  expect(JweSealer.for(text)).toEqual(expect.stringContaining(said));
});
