import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { needlesOf } from '../../../lambda/domain/needles.ts';
import { Scrubber } from '../../../lambda/domain/scrubber.ts';
import { Secret } from '../../../lambda/domain/secret.ts';
import { holds } from '../../lib/config/holds.ts';

const secrets = fc.stringMatching(/^[!-~]{8,60}$/);
const surroundings = fc.string({ maxLength: 20 });

const hits = (secret: string, text: string): number => {
  const scrubber = new Scrubber(needlesOf(new Secret(secret, 'test')));
  scrubber.push(Buffer.from(text));
  scrubber.end();
  return scrubber.hits;
};

test('the base64 of any text that holds the secret is caught, in both alphabets and at every offset', () => {
  holds(
    fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
      const bytes = Buffer.from(before + secret + after);
      for (const alphabet of ['base64', 'base64url'] as const)
        expect(hits(secret, bytes.toString(alphabet))).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

const encodings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in lower case': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'a form field': (secret) => new URLSearchParams({ secret }).toString(),
  JSON: (secret) => JSON.stringify({ secret }),
  'JSON with escaped slashes': (secret) => JSON.stringify({ secret }).replaceAll('/', '\\/'),
  'JSON as Google writes it': (secret) =>
    JSON.stringify({ secret }).replace(/[<>&=']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  HTML: (secret) =>
    secret.replace(
      /[&<>"']/g,
      (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '&#39;',
    ),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'upper-case hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
};

test.each(Object.entries(encodings))('any secret written as %s is caught', (_name, encode) => {
  holds(
    fc.property(secrets, (secret) =>
      expect(hits(secret, `before ${encode(secret)} after`)).toBeGreaterThan(0),
    ),
  );
});

test('a secret too short to be searched for has no needles', () => {
  expect(needlesOf(new Secret('1234567', 'test'))).toEqual([]);
});

test('needles are made once for a secret', () => {
  const secret = new Secret('some-secret-value', 'test');
  expect(needlesOf(secret)).toBe(needlesOf(secret));
});
