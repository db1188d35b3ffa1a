import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Detector, detectorOf } from '../../../lambda/domain/detector.ts';
import { OPENING_BYTES } from '../../../lambda/domain/needle.ts';
import { needlesOf } from '../../../lambda/domain/needles.ts';
import { Scrubber } from '../../../lambda/domain/scrubber.ts';
import { Secret } from '../../../lambda/domain/secret.ts';
import { holds } from '../../lib/config/holds.ts';

const secrets = fc.stringMatching(/^[!-~]{8,60}$/);
const keys = fc.stringMatching(/^[0-9A-Za-z_-]{12,60}$/);
const surroundings = fc.string({ maxLength: 20 });

const detector = (secret: string) => new Detector(needlesOf(new Secret(secret, 'test')));
function scrubbed(secret: string, ...chunks: (Buffer | string)[]): { text: string; hits: number } {
  const scrubber = new Scrubber(detector(secret));
  const parts = chunks.map((chunk) => scrubber.push(Buffer.from(chunk)));
  return { text: Buffer.concat([...parts, scrubber.end()]).toString('latin1'), hits: scrubber.hits };
}
const hits = (secret: string, text: Buffer | string): number => scrubbed(secret, text).hits;

const each = (write: (code: number, sign: string) => string) => (secret: string) =>
  [...secret].map((sign) => write(sign.charCodeAt(0), sign)).join('');
const hex = (code: number): string => code.toString(16).padStart(2, '0');
const broken = (text: string, every: number, by: string): string =>
  text.replace(new RegExp(`.{${every}}`, 'g'), `$&${by}`);

const encodings: Readonly<Record<string, (secret: string) => string | Buffer>> = {
  plain: (secret) => secret,
  'plain in lower case': (secret) => secret.toLowerCase(),
  'plain in upper case': (secret) => secret.toUpperCase(),
  'percent-encoded': encodeURIComponent,
  'percent-encoded in lower case': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'percent codes only': each((code) => `%${hex(code)}`),
  'percent codes only, in upper case': each((code) => `%${hex(code).toUpperCase()}`),
  'percent codes encoded twice': each((code) => `%25${hex(code)}`),
  'a form field': (secret) => new URLSearchParams({ secret }).toString(),
  JSON: (secret) => JSON.stringify({ secret }),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'JSON with escaped slashes': (secret) => JSON.stringify({ secret }).replaceAll('/', '\\/'),
  'JSON as Google writes it': (secret) =>
    JSON.stringify({ secret }).replace(/[<>&=']/g, (sign) => `\\u00${hex(sign.charCodeAt(0))}`),
  'unicode escapes only': each((code) => `\\u00${hex(code)}`),
  'unicode escapes only, in upper case': each((code) => `\\u00${hex(code).toUpperCase()}`),
  'unicode escapes in JSON in JSON': each((code) => `\\\\u00${hex(code)}`),
  'unicode escapes with braces': each((code) => `\\u{${hex(code)}}`),
  'hex escapes': each((code) => `\\x${hex(code)}`),
  'octal escapes': each((code) => `\\${code.toString(8).padStart(3, '0')}`),
  'a mixture of escapes': each((code, sign) =>
    code % 3 === 0 ? `\\u00${hex(code)}` : code % 3 === 1 ? `%${hex(code)}` : sign,
  ),
  HTML: (secret) =>
    secret.replace(
      /[&<>"']/g,
      (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '&#39;',
    ),
  'decimal entities only': each((code) => `&#${code};`),
  'hex entities only': each((code) => `&#x${hex(code)};`),
  'upper-case hex entities only': each((code) => `&#X${hex(code).toUpperCase()};`),
  'quoted-printable': each((code) => `=${hex(code).toUpperCase()}`),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'upper-case hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'hex with colons': (secret) => [...Buffer.from(secret)].map(hex).join(':'),
  'hex with spaces': (secret) => [...Buffer.from(secret)].map(hex).join(' '),
  'a list of hex bytes': (secret) => [...Buffer.from(secret)].map((code) => `0x${hex(code)}`).join(', '),
  'a list of bytes': (secret) => JSON.stringify([...Buffer.from(secret)]),
  reversed: (secret) => [...secret].reverse().join(''),
  'UTF-16, little end first': (secret) => Buffer.from(secret, 'utf16le'),
  'UTF-16, big end first': (secret) => Buffer.from(secret, 'utf16le').swap16(),
};

test.each(Object.entries(encodings))('any secret written as %s is caught', (_name, encode) => {
  holds(
    fc.property(secrets, surroundings, (secret, before) => {
      const text = Buffer.concat([Buffer.from(before), Buffer.from(' '), Buffer.from(encode(secret))]);
      expect(hits(secret, text)).toBeGreaterThan(0);
      expect(hits(secret, Buffer.concat([text, Buffer.from('  after')]))).toBeGreaterThan(0);
    }),
    { numRuns: 12 },
  );
});

test.each(Object.entries(encodings))(
  'a key written as %s goes whole, cut into single bytes',
  (_name, encode) => {
    const secret = 'AIzaSyD-9tSrke72PouQMnMX_a7eZSW0jkFMBWY';
    const bytes = [...Buffer.from(encode(secret))].map((byte) => Buffer.from([byte]));
    const { text } = scrubbed(secret, ...bytes);
    expect(text).toContain('[redacted]');
    expect(text.length).toBeLessThan('[redacted]'.length + 20);
  },
);

test('the base64 of any text that holds the secret is caught, in both alphabets and at every offset', () => {
  holds(
    fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
      const bytes = Buffer.from(before + secret + after);
      for (const alphabet of ['base64', 'base64url'] as const)
        expect(hits(secret, bytes.toString(alphabet))).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});

test.each([
  [64, '\n'],
  [64, '\r\n'],
  [76, '\r\n'],
  [76, '\n'],
  [60, '\\n'],
  [76, '\\r\\n'],
  [76, '\\\\n'],
  [64, '&#13;\n'],
  [64, '\n    '],
  [1, '\n'],
  [4, '\n '],
])('base64 that is broken after every %d characters by %j is caught', (every, by) => {
  holds(
    fc.property(secrets, surroundings, (secret, before) => {
      const encoded = Buffer.from(before.repeat(3) + secret).toString('base64');
      expect(hits(secret, broken(encoded, every, by))).toBeGreaterThan(0);
    }),
    { numRuns: 12 },
  );
});

/** RFC 2045 §6.7: `=` and two digits, soft breaks after 75 signs, an escape never parted. */
function quotedPrintable(text: string, end: string): string {
  const lines = [''];
  for (const sign of text) {
    const written = /[!-<>-~]/.test(sign) ? sign : `=${hex(sign.charCodeAt(0)).toUpperCase()}`;
    if ((lines.at(-1) ?? '').length + written.length > 75) lines.push('');
    lines.push((lines.pop() ?? '') + written);
  }
  return lines.join(`=${end}`);
}

test.each(['\r\n', '\n', ' \r\n', '\\r\\n', '\\n'])(
  'a secret in quoted-printable is caught wherever in the line it stands, if a soft break ends in %j',
  (end) => {
    holds(
      fc.property(secrets, fc.nat(80), (secret, column) => {
        const text = quotedPrintable(`${'q'.repeat(column)}${secret} and more`, end);
        const { text: left, hits: found } = scrubbed(secret, text);
        expect([found, left.includes(secret.slice(-6))]).toEqual([1, false]);
      }),
      { numRuns: 20 },
    );
  },
);

const foldable = [
  'plain',
  'percent codes only',
  'quoted-printable',
  'unicode escapes only',
  'reversed',
  'hex',
  'JSON',
];

test.each(foldable)('a secret written as %s is caught when a line ends in the middle of it', (name) => {
  const breaks = ['\n', '\r\n', '\r\n ', '\n\t', '\n    ', '\\n', '\\r\\n', '=\r\n', '\\\n'];
  const possible = fc.constantFrom(...(name === 'hex' ? ['\n', '\r\n', '\\n'] : breaks));
  holds(
    fc.property(keys, possible, fc.nat(), fc.boolean(), (key, by, place, twice) => {
      const units =
        String(encodings[name]?.(key)).match(/%..|=..|\\u....|[0-9a-f]{2}(?=[0-9a-f]*$)|./g) ?? [];
      const at = 1 + (place % (units.length - 1));
      const half = twice ? Math.ceil(at / 2) : at;
      const text = [units.slice(0, half), units.slice(half, at), units.slice(at)]
        .map((part) => part.join(''))
        .filter((part) => part !== '')
        .join(by);
      expect(hits(key, text)).toBeGreaterThan(0);
      expect(hits(key, `{"a":"${text}"}`)).toBeGreaterThan(0);
    }),
    { numRuns: 12 },
  );
});

test('a secret broken over lines is caught, and goes whole, wherever the chunks end', () => {
  const key = 'AIzaSyD-9tSrke72PouQMnMX_a7eZSW0jkFMBWY';
  const inBase64 = broken(Buffer.from(`{"key":"${key}"}`).toString('base64'), 19, '\\r\\n');
  for (const text of [quotedPrintable(`${'q'.repeat(60)}${key} rest`, '\r\n'), inBase64])
    for (let at = 0; at <= text.length; at += 1)
      expect(scrubbed(key, text.slice(0, at), text.slice(at)).hits).toBe(1);
});

test('a line held back because it could go on is no longer than the key broken at every sign', () => {
  const key = 'AIzaSyD-9tSrke72PouQMnMX_a7eZSW0jkFMBWY';
  const { lengthMax } = detector(key);
  const scrubber = new Scrubber(detector(key));
  const unfinished = broken(key, 1, '=\r\n').slice(0, -4);
  expect(scrubber.push(Buffer.from(`hello ${unfinished}`)).toString()).toBe('hello ');
  expect(scrubber.push(Buffer.from('\r\r')).toString().length).toBeGreaterThan(0);
  expect(unfinished.length).toBeLessThan(lengthMax);
});

test.each(['****', '...', '…', '•••••', 'xxxxxxxx', '*'.repeat(27)])(
  'a key masked with %j goes, with at least 6 characters known at each end',
  (mask) => {
    holds(
      fc.property(keys, fc.nat(), fc.nat(), (key, first, last) => {
        const ends = (n: number) => 6 + (n % (key.length - 11));
        const masked = `${key.slice(0, Math.min(ends(first), key.length - 6))}${mask}${key.slice(-ends(last))}`;
        const { text, hits: found } = scrubbed(key, `before ${masked} after`);
        expect([text, found]).toEqual(['before [redacted] after', 1]);
      }),
      { numRuns: 12 },
    );
  },
);

test('a key masked with five characters known at one end is passed on, as the words that the provider chose', () => {
  const key = 'abcdefghijklmnopqrstuvwxyz';
  for (const text of [
    'abcde****uvwxyz',
    'abcdef****vwxyz',
    'abcdef*uvwxyz',
    'abcdef',
    `abcdef${'*'.repeat(65)}uvwxyz`,
  ])
    expect(scrubbed(key, text)).toEqual({ text, hits: 0 });
});

test('a masked key is caught wherever the chunks end', () => {
  const key = 'sk-proj-ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const masked = `key: ${key.slice(0, 10)}••••\\u2026${key.slice(-9)} is not valid`;
  for (let at = 0; at <= Buffer.byteLength(masked); at += 1) {
    const bytes = Buffer.from(masked);
    expect(scrubbed(key, bytes.subarray(0, at), bytes.subarray(at)).text).toBe(
      'key: [redacted] is not valid',
    );
  }
});

test('ordinary text is not held back, whatever its last sign', () => {
  const scrubber = new Scrubber(detector('AIzaSyD-9tSrke72PouQMnMX_a7eZSW0jkFMBWY'));
  for (const event of [
    'data: {"text":"hello"}\n\n',
    'data: [DONE]\r\n\r\n',
    ': ping\n\n',
    '{"a":1}\n',
    '0\r\n',
  ])
    expect(scrubber.push(Buffer.from(event)).toString()).toBe(event);
});

test('every needle has at least as many bytes as the sieve looks at, and at most as many as it says', () => {
  holds(
    fc.property(secrets, (secret) => {
      for (const needle of needlesOf(new Secret(secret, 'test'))) {
        const written = (pick: (lengths: number[]) => number) =>
          needle.opening.reduce((sum, unit) => sum + pick(unit.map(({ length }) => length)), 0);
        expect(written((lengths) => Math.min(...lengths))).toBeGreaterThanOrEqual(OPENING_BYTES);
        expect(written((lengths) => Math.max(...lengths))).toBeLessThanOrEqual(needle.lengthMax);
      }
    }),
    { numRuns: 30 },
  );
});

test('a secret too short to be searched for has no needles', () => {
  expect(needlesOf(new Secret('1234567', 'test'))).toEqual([]);
});

test('needles are made once for a secret, and a detector once for a list of them', () => {
  const secret = new Secret('some-secret-value', 'test');
  expect(needlesOf(secret)).toBe(needlesOf(secret));
  const list = [secret, new Secret('another-secret-value', 'test')];
  expect(detectorOf(list)).toBe(detectorOf(list));
  expect(new Scrubber(detectorOf(list)).push(Buffer.from('another-secret-value!')).toString()).toBe(
    '[redacted]!',
  );
});

test('hex is caught whichever of its digits are in upper case', () => {
  const digits = Buffer.from('jklmnozJKLMNOZ').toString('hex');
  const cased = (upper: (at: number) => boolean) =>
    [...digits].map((digit, at) => (upper(at) ? digit.toUpperCase() : digit)).join('');
  for (const upper of [
    (at: number) => at % 2 === 0,
    (at: number) => at % 2 === 1,
    (at: number) => at % 3 === 0,
  ])
    expect([cased(upper), hits('jklmnozJKLMNOZ', cased(upper))]).toEqual([cased(upper), 1]);
});

test.each(['+', '-', '%2B', '%2b', '\\u002b', '\\u002B'])('base64 with %s for 62 is caught', (sign) => {
  const secret = '>>>>>>>>>>>>';
  const encoded = Buffer.from(secret).toString('base64');
  expect(encoded).toContain('+');
  expect(hits(secret, encoded.replaceAll('+', sign))).toBe(1);
});

test.each(['/', '_', '\\/', '%2F', '%2f', '\\u002f', '\\u002F'])(
  'base64 with %s for 63 is caught',
  (sign) => {
    const secret = '????????????';
    const encoded = Buffer.from(secret).toString('base64');
    expect(encoded).toContain('/');
    expect(hits(secret, encoded.replaceAll('/', sign))).toBe(1);
  },
);
