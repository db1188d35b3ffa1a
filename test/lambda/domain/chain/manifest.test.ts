import { createSign, generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { ChainManifest } from '../../../../contract/audit-chain.ts';
import {
  headsBehind,
  manifestDigest,
  manifestIn,
  manifestObject,
  manifestText,
  readManifest,
  sequenceIn,
  signedText,
} from '../../../../lambda/domain/chain/manifest.ts';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const [own, other] = [pair(), pair()];
const pem = (of: typeof own) => of.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const manifest: ChainManifest = {
  ...{ version: 1, chain: 'audit', sequence: 7, previous: manifestDigest(undefined), keyId: 'key' },
  ...{
    from: '2026-11-23T17:00:00.000Z',
    to: '2026-11-23T17:05:00.000Z',
    sealedAt: '2026-11-23T17:07:00.000Z',
  },
  ...{ lagSeconds: 60, shards: headsBehind(undefined, 'audit'), segments: [] },
};
const sign = (text: string, by = own) =>
  createSign('sha256').update(text).sign(by.privateKey).toString('base64');
const signature = sign(manifestText(manifest));
const read = (text: string, by = own) => readManifest(Buffer.from(text), pem(by));

test('a manifest that the key signed is good, and no other key’s', () => {
  const text = signedText({ manifest, signature });
  expect(read(text)).toEqual({ kind: 'good', signed: { manifest, signature } });
  expect(read(text, other)).toEqual({ kind: 'forged' });
  expect(read(signedText({ manifest, signature: sign(manifestText(manifest), other) }))).toEqual({
    kind: 'forged',
  });
});

test('another content under the same signature is forged', () => {
  expect(read(signedText({ manifest: { ...manifest, to: '2026-11-23T17:06:00.000Z' }, signature }))).toEqual({
    kind: 'forged',
  });
});

test.each([
  ['no JSON', 'x'],
  ['null', 'null'],
  ['a list', '[]'],
  ['nothing in it', '{}'],
  ['no manifest', `{"signature":"${signature}"}`],
  ['a manifest that is null', `{"manifest":null,"signature":"${signature}"}`],
  ['a manifest that is a text', `{"manifest":"x","signature":"${signature}"}`],
  ['no signature', signedText({ manifest } as never)],
  ['a signature that is a number', signedText({ manifest, signature: 1 as never })],
  ['the same content with a space', signedText({ manifest, signature }).replace(':', ': ')],
  ['a member repeated', signedText({ manifest, signature }).replace('{', '{"manifest":{},')],
  ['a signature in another writing', signedText({ manifest, signature: `${signature} ` })],
  ['a member more', `${signedText({ manifest, signature }).slice(0, -1)},"x":1} `],
])('%s is no manifest', (_, text) => {
  expect(read(text)).toEqual({ kind: 'unreadable' });
});

test('a signature that is none is forged, as is a key that is none', () => {
  expect(read(signedText({ manifest, signature: 'AAAA' }))).toEqual({ kind: 'forged' });
  expect(readManifest(Buffer.from(signedText({ manifest, signature })), 'no key')).toEqual({
    kind: 'forged',
  });
});

test('what a manifest says can be read whoever signed it', () => {
  const text = signedText({ manifest, signature: 'AAAA' });
  expect([manifestIn(Buffer.from(text)), manifestIn(Buffer.from('x'))]).toEqual([manifest, undefined]);
});

test('the newest manifest has the lowest name, and only such names stand for one', () => {
  expect(manifestObject(0)).toBe('manifests/9999999999.json');
  expect(manifestObject(12) < manifestObject(11)).toBe(true);
  expect([0, 7, 9_999_999_999].map((sequence) => sequenceIn(manifestObject(sequence)))).toEqual([
    0, 7, 9_999_999_999,
  ]);
  for (const name of [
    ...['manifests/1.json', 'manifests/9999999999.json.bak', 'x/manifests/9999999999.json'],
    ...['manifests/999999999x.json', 'records/9999999999.json', 'manifests/99999999999.json'],
  ])
    expect(sequenceIn(name)).toBeUndefined();
});

test('the first manifest names zeros, every other the hash of the one before', () => {
  expect(manifestDigest(undefined)).toBe('0'.repeat(64));
  expect(manifestDigest(manifest)).not.toBe(manifestDigest({ ...manifest, sequence: 8 }));
  expect(headsBehind({ ...manifest, shards: { a: { count: 1, head: 'h' } } }, 'audit')).toEqual({
    a: { count: 1, head: 'h' },
  });
});
