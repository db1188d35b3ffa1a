import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openToken } from '../../lambda/domain/open-token.ts';
import { signToken } from '../../lambda/domain/sign-token.ts';
import { readTokenForm } from '../../lambda/domain/token-form.ts';
import { holderOf, signerOf, testKey, tokenClaims } from '../support/token-makers.ts';
import { fakeGateway, run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'narrow-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const privatePem = (n: number) =>
  file(`${n}.key`, String(testKey(n).export({ format: 'pem', type: 'pkcs8' })));
const publicPem = (n: number) =>
  file(`${n}.pem`, String(createPublicKey(testKey(n)).export({ format: 'pem', type: 'spki' })));
const iat = Math.floor(Date.now() / 1000);
const claims = tokenClaims({ cnf: holderOf(3), iat, nbf: iat, exp: iat + 900 });
const bound = signToken(signerOf(), claims);
const opened = (token: string) => {
  const form = readTokenForm(token);
  return form === undefined ? undefined : openToken(form, createPublicKey(testKey(1)));
};
const narrow = (token: string, ...words: readonly string[]) =>
  run(fakeGateway(), ['tokens', 'narrow', ...words, '--json'], `${token}\n`);

test('a holder narrows a token without any gateway, and what comes out is what the gateway takes', async () => {
  expect(opened(bound)).toBeUndefined();
  const words = ['--key', privatePem(3), '--method', 'GET', 'HEAD', '--path', '/youtube/v3/*', '--ttl', '1m'];
  const { exitCode, stdout } = await narrow(bound, ...words);
  const token = String(JSON.parse(stdout).token);
  expect(exitCode).toBe(0);
  expect(opened(token)?.may).toEqual([{ methods: ['GET', 'HEAD'], paths: ['/youtube/v3/*'] }]);
  const left = (opened(token)?.expSeconds ?? 0) - Date.now() / 1000;
  expect([left > 30, left <= 60]).toEqual([true, true]);
  const table = await run(fakeGateway(), ['tokens', 'narrow', '--key', privatePem(3)], bound);
  expect(opened(table.stdout.trimEnd())?.jti).toBe(claims.jti);
});

test('it goes from holder to holder as often as tokens allow, and not once more', async () => {
  let token = bound;
  for (const [own, next] of [
    [3, 4],
    [4, 5],
  ] as const) {
    const made = await narrow(
      token,
      '--key',
      privatePem(own),
      '--holder',
      publicPem(next),
      '--method',
      'GET',
    );
    token = JSON.parse(made.stdout).token;
    expect(opened(token)).toBeUndefined(); // it names a holder who has not spoken
  }
  const last = JSON.parse((await narrow(token, '--key', privatePem(5))).stdout).token;
  expect(opened(last)?.may).toEqual([{ methods: ['GET'] }, { methods: ['GET'] }]);
  const third = await narrow(token, '--key', privatePem(5), '--holder', publicPem(6));
  const more = await narrow(JSON.parse(third.stdout).token, '--key', privatePem(6));
  expect([more.exitCode, more.stderr]).toEqual([2, expect.stringContaining('3 times')]);
});

const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

test.each<[string, () => readonly [string, ...string[]], string]>([
  ['by a stranger', () => [bound, '--key', privatePem(4)], 'not that of the token’s holder'],
  [
    'that names no holder',
    () => [signToken(signerOf(), tokenClaims()), '--key', privatePem(3)],
    'names no holder',
  ],
  ['that is none', () => ['a.b.c', '--key', privatePem(3)], 'no token of a gateway'],
  ['that is empty', () => ['', '--key', privatePem(3)], 'no token of a gateway'],
  ['with a public key', () => [bound, '--key', publicPem(3)], 'no Ed25519 private key'],
  [
    'with a key of another kind',
    () => [bound, '--key', file('rsa.key', String(rsa.export({ format: 'pem', type: 'pkcs8' })))],
    'no Ed25519 private key',
  ],
  ['with a key that is not there', () => [bound, '--key', '/nowhere/x'], 'cannot be read'],
  [
    'for a private key',
    () => [bound, '--key', privatePem(3), '--holder', privatePem(4)],
    'no Ed25519 public key',
  ],
  ['to a method that is none', () => [bound, '--key', privatePem(3), '--method', 'get'], '--method takes'],
  ['for a time that is none', () => [bound, '--key', privatePem(3), '--ttl', '0'], '--ttl is not'],
])(
  'a token %s is not narrowed: exit code 2, the reason, and no token in any output',
  async (_name, words, reason) => {
    const [token, ...flags] = words();
    const { exitCode, stdout, stderr } = await narrow(token, ...flags);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
    if (token.length > 10) expect(stderr).not.toContain(token);
  },
);
