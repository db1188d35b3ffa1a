import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ed25519PublicKey, ed25519Verifies } from '../../../lambda/domain/ed25519.ts';
import { openToken } from '../../../lambda/domain/open-token.ts';
import { readTokenForm } from '../../../lambda/domain/token-form.ts';
import { testKey } from '../../support/token-makers.ts';

/** Folder with Project Wycheproof's `testvectors_v1`; the vectors are not part of this repository. */
const FOLDER = process.env['WYCHEPROOF_VECTORS'];
const withVectors = FOLDER !== undefined && existsSync(FOLDER) ? test : test.skip;

interface Vectors<G> {
  readonly testGroups: readonly (G & { readonly tests: readonly Record<string, unknown>[] })[];
}
const vectors = <G>(name: string) => JSON.parse(readFileSync(join(FOLDER ?? '', name), 'utf8')) as Vectors<G>;

withVectors('every JWS of Wycheproof is refused before any key is looked at: none has our one form', () => {
  const all = vectors('json_web_signature_test.json').testGroups.flatMap(({ tests }) => tests);
  expect(all.length).toBeGreaterThan(20);
  const read = all.filter(({ jws }) => {
    const text = typeof jws === 'string' ? jws : JSON.stringify(jws);
    const form = readTokenForm(text);
    return form !== undefined && openToken(form, createPublicKey(testKey(1))) !== undefined;
  });
  expect(read).toEqual([]);
});

withVectors('every Ed25519 signature of Wycheproof is accepted or refused as it says', () => {
  const wrong: unknown[] = [];
  let seen = 0;
  for (const { publicKey, tests } of vectors<{ publicKey: { pk: string } }>('ed25519_test.json').testGroups) {
    const key = ed25519PublicKey(Buffer.from(publicKey.pk, 'hex').toString('base64url'));
    for (const { tcId, msg, sig, result } of tests) {
      seen += 1;
      const message = Buffer.from(String(msg), 'hex').toString('latin1');
      const verified = key !== undefined && ed25519Verifies(key, message, Buffer.from(String(sig), 'hex'));
      if (verified !== (result === 'valid')) wrong.push(tcId);
    }
  }
  expect([seen > 100, wrong]).toEqual([true, []]);
});
