import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { resolveConfig } from '../../../lib/config/resolve-config.ts';
import { problemsIn } from './problems-in.ts';
import { validConfig } from './valid-config.ts';

const pem = (pair: { readonly publicKey: { export(o: object): string | Buffer } }) =>
  pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const X25519 = generateKeyPairSync('x25519');

const withResponse = (response: object) => {
  const { stages, ...rest } = validConfig();
  return { ...rest, stages: { ...stages, prod: { ...stages.prod, response } } };
};
const problems = (response: object) => problemsIn(() => resolveConfig(withResponse(response)));

test.each([
  ['X25519 in PEM', pem(X25519)],
  ['X25519 as a JWK', JSON.stringify(X25519.publicKey.export({ format: 'jwk' }))],
  ['P-256', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }))],
  ['RSA', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }))],
])('a new key may be encrypted for %s', (_kind, deliverTo) => {
  expect(problems({ reroll: 'enforce', deliverTo })).toEqual([]);
});

test('rerolls are not enforced for nobody: the config says which line is missing, and what else could be meant', () => {
  expect(problems({ reroll: 'report' })).toEqual([]);
  expect(problems({ reroll: 'enforce' })).toMatchObject([
    {
      path: 'stages.prod.response.reroll',
      fix: expect.stringContaining(`write reroll: 'report'`),
    },
  ]);
});

test.each([
  [
    'a private key',
    X25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'holds a private key',
  ],
  ['a private JWK', JSON.stringify(X25519.privateKey.export({ format: 'jwk' })), 'holds a private key'],
  ['a key that only signs', pem(generateKeyPairSync('ed25519')), 'is no public key'],
  ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1024 })), 'is no public key'],
  ['a word', 'acme', 'is no public key'],
])('%s is refused and never repeated', (_what, deliverTo, problem) => {
  const found = problems({ reroll: 'enforce', deliverTo });
  expect(found).toMatchObject([{ path: 'stages.prod.response.deliverTo' }]);
  expect(JSON.stringify(found)).toContain(problem);
  expect(JSON.stringify(found)).not.toContain(deliverTo.split('\n')[1] ?? deliverTo);
});
