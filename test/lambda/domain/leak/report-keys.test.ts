import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSignature, isSignedBy, readReportKeys } from '../../../../lambda/domain/leak/report-keys.ts';
import { anyText } from '../../../support/any-text.ts';
import { reportSigner } from '../../../support/report-signer.ts';

const signer = reportSigner();
const stranger = reportSigner();
const bodies = fc.uint8Array({ maxLength: 300 });

/** From the samples that GitHub published for Ruby, Go and Python (github/docs, pull request 18776). */
const PUBLISHED = {
  pem: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9MJJHnMfn2+H4xL4YaPDA4RpJqUq
kCmRCBnYERxZanmcpzQSXs1X/AljlKkbJ8qpVIW4clayyef9gWhFbNHWAA==
-----END PUBLIC KEY-----
`,
  id: '90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a',
  body: '[{"token":"some_token","type":"some_type","url":"some_url"}]',
  signature:
    'MEUCIQDKZokqnCjrRtw0tni+2Ltvl/uiMJ1EGumEsp1BsNr32AIgQY1YXD2nlj+XNfGK4rBfkMJ1JDOQcYXxa2sY8FNkrKc=',
};

test('the signature that GitHub itself publishes as a sample holds, over those bytes alone', () => {
  const keys = readReportKeys({ public_keys: [{ key_identifier: PUBLISHED.id, key: PUBLISHED.pem }] });
  const key = keys?.get(PUBLISHED.id);
  if (key === undefined) throw new Error('the published key is not read');
  const holds = (body: string) => isSignedBy(key, Buffer.from(body), PUBLISHED.signature);
  expect([
    holds(PUBLISHED.body),
    holds(`${PUBLISHED.body}\n`),
    holds(PUBLISHED.body.replace(',', ', ')),
  ]).toEqual([true, false, false]);
});

test('a body that was signed is believed; one that differs in a bit, and one that another key signed, are not', () => {
  fc.assert(
    fc.property(bodies, fc.nat(), (body, at) => {
      const signature = signer.signed(body);
      const other = Buffer.from(body.length === 0 ? [0] : body);
      if (body.length > 0) other[at % body.length] = (other[at % body.length] ?? 0) ^ 1;
      expect([
        isSignedBy(signer.publicKey, body, signature),
        isSignedBy(signer.publicKey, other, signature),
        isSignedBy(stranger.publicKey, body, signature),
      ]).toEqual([true, false, false]);
    }),
    { numRuns: 50 },
  );
});

test('whatever stands in place of a signature is refused and throws nothing; and it has one writing only', () => {
  const body = Buffer.from('[]');
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.base64String()), (text) => {
      expect(isSignedBy(signer.publicKey, body, text)).toBe(false);
    }),
  );
  const good = signer.signed(body);
  const der = Buffer.from(good, 'base64');
  const p1363 = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
  const others = [
    ...[
      '',
      ` ${good}`,
      `${good}\n`,
      `${good}${good}`,
      `${good}, ${good}`,
      good.replace(/=*$/, '='.repeat(3)),
    ],
    ...[Buffer.concat([der, Buffer.of(0)]), der.subarray(1), p1363, Buffer.alloc(0)].map((bytes) =>
      bytes.toString('base64'),
    ),
    der.toString('base64url').padEnd(good.length + 1, '-'),
    Buffer.from(good).toString('base64'),
  ];
  for (const text of others) expect([text, isSignedBy(signer.publicKey, body, text)]).toEqual([text, false]);
  expect(isSignature(good)).toBe(true);
  expect(isSignedBy(generateKeyPairSync('ed25519').publicKey, body, good)).toBe(false);
});

test('only keys of P-256 are taken from the list, by ids of one form; what else stands in it keeps none back', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const pem = rsa.export({ type: 'spki', format: 'pem' }).toString();
  const [wide, ed] = [reportSigner('P-384'), generateKeyPairSync('ed25519').publicKey];
  const list = [
    ...[null, 7, [], {}, { key_identifier: 'a' }, { key_identifier: 'b', key: 'x' }],
    { key_identifier: 'rsa', key: pem },
    { key_identifier: 'torn', key: signer.pem.replace(/^.*\n/, '-----BEGIN PUBLIC KEY-----\nAAAA') },
    { key_identifier: 'ed', key: ed.export({ type: 'spki', format: 'pem' }).toString() },
    { ...wide.listed, key_identifier: 'wide' },
    { ...signer.listed, key_identifier: 'a b' },
    { ...signer.listed, key_identifier: '__proto__', is_current: false },
    signer.listed,
  ];
  expect([...(readReportKeys({ public_keys: list })?.keys() ?? [])]).toEqual(['__proto__', signer.id]);
  expect(readReportKeys({ public_keys: list })?.get('toString')).toBeUndefined();
});

test('a document that lists no usable key is no list', () => {
  fc.assert(fc.property(fc.jsonValue(), (document) => expect(readReportKeys(document)).toBeUndefined()));
  for (const document of [
    undefined,
    {},
    { public_keys: {} },
    { public_keys: [] },
    { public_keys: [{ key: '' }] },
  ])
    expect(readReportKeys(document)).toBeUndefined();
});
