import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { CLIENT_KEY_PATTERN, mintClientKey } from '../../lambda/domain/client-key.ts';

const page = readFileSync(join(process.cwd(), 'docs/secret-scanning.md'), 'utf8');
const fence = (language: string) =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``).exec(page)?.[1] ?? '';

const toml = fence('toml');
const field = (name: string) => new RegExp(`^${name} = (.+)$`, 'm').exec(toml)?.[1] ?? '';
const [detector] = parse(fence('yaml')).detectors;
const RULES = [
  ['gitleaks', /^'''(.+)'''$/.exec(field('regex'))?.[1] ?? '', JSON.parse(field('keywords'))],
  ['trufflehog', String(detector.regex.key), detector.keywords],
] as const;

const keys = fc
  .tuple(fc.stringMatching(/^[a-z0-9]{1,12}$/), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([stage, bytes]) => mintClientKey(stage, bytes).reveal());
const KEY = mintClientKey('prod', new Uint8Array(32).fill(9)).reveal();

/** What a scanner reports: it looks for a keyword first, then for the expression, and takes its first group. */
const reported = (expression: string, keywords: readonly string[], text: string): readonly string[] =>
  keywords.some((keyword) => text.toLowerCase().includes(keyword.toLowerCase()))
    ? [...text.matchAll(new RegExp(expression, 'gm'))].map(([, secret = '']) => secret)
    : [];

const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
};

test('the published form is the one that keys are held to', () => {
  const published = new RegExp(fence(''));
  fc.assert(
    fc.property(keys, (key) =>
      expect([published.test(key), CLIENT_KEY_PATTERN.test(key)]).toEqual([true, true]),
    ),
  );
  expect(published.source).toBe(
    CLIENT_KEY_PATTERN.source
      .replace('([a-z', '[a-z')
      .replace('12})', '12}')
      .replace('([0-9A-Za-z]{43})([0-9A-Za-z]{6})', '[0-9A-Za-z]{49}'),
  );
});

test.each(RULES)('%s finds every key where people leave keys', (_name, expression, keywords) => {
  const places = [
    'K=@',
    'K="@"',
    "k: '@'",
    '"k":"@",',
    '?key=@&alt=sse',
    '<a>@</a>',
    '@',
    'Bearer @\nHost: x',
    '-H x-api-key:@',
    'K%3D@%26',
    '(@)',
    '`@`',
    'API_@',
  ];
  fc.assert(
    fc.property(keys, fc.constantFrom(...places), (key, place) => {
      expect(reported(expression, keywords, `first line\n${place.replace('@', () => key)}\nlast`)).toEqual([
        key,
      ]);
    }),
  );
});

test.each(RULES)('%s reports nothing that is no key', (_name, expression, keywords) => {
  const body = KEY.slice('sp_prod_'.length);
  const wrong = [
    KEY.slice(0, -1),
    `${KEY}0`,
    `sk_prod_${body}`,
    `sp_PROD_${body}`,
    `sp__${body}`,
    `sp_${'a'.repeat(13)}_${body}`,
    `sp_prod-${body}`,
    `sp_prod_${body.slice(0, 20)}-${body.slice(21)}`,
    `const sp_prod_key = readKey()`,
    'SP_PROD_URL=https://example.com/sp_prod/index.html',
    `sp_prod_…`,
  ];
  for (const text of wrong) expect(reported(expression, keywords, ` ${text} `)).toEqual([]);
});

test('no key is so even that the limit on entropy would hide it', () => {
  const limit = Number(field('entropy'));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
      // Of uniformly random bytes: those that fast-check shrinks to are no keys that a CSPRNG makes.
      const bytes = Uint8Array.from(seed, (byte, n) => byte ^ ((n * 97 + 31) % 256));
      expect(entropyOf(mintClientKey('prod', bytes).reveal())).toBeGreaterThan(limit);
    }),
  );
});

test.each(RULES)('the expression of %s is one that RE2 knows', (_name, expression, _keywords) => {
  expect(expression).not.toMatch(/\(\?<?[=!]|\\[1-9]|\(\?>|[*+?}]\+/);
  expect(field('secretGroup')).toBe('1');
});
