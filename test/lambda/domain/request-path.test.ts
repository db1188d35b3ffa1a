import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pathObjection } from '../../../lambda/domain/request-path.ts';
import { TRAVERSAL } from '../../campaign/traversal.ts';
import { holds } from '../../lib/config/holds.ts';
import { anyText } from '../../support/any-text.ts';

/** Pieces from which tricks are built, beside ordinary ones. */
const pieces = fc.constantFrom(
  ...[
    '/',
    '//',
    '.',
    '..',
    '%2e',
    '%2E',
    '%2f',
    '%5c',
    '\\',
    '%00',
    '%25',
    '%252e',
    '%c0%ae',
    '%',
    '%2',
    ';',
    ';x',
    '%3b',
    '?',
    '#',
  ],
  ...[
    '%0a',
    '%7f',
    'a',
    'models',
    ':generateContent',
    '%C3%A9',
    'é',
    ' ',
    '~',
    '*',
    '%3F',
    '%09',
    '\u0000',
    '%e0%80%af',
  ],
);
const paths = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((list) => `/${list.join('')}`),
  fc.string({ maxLength: 40 }),
  fc.webPath(),
);

/** As a careless server reads it: whatever can be decoded is, as often as it likes. */
function decodedOnce(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

const LOOK_ALIKE = 'a look-alike of a slash, backslash, percent sign or dot segment';

test('no accepted path means anything else to a server that decodes it, once or twice', () => {
  holds(
    fc.property(paths, (path) => {
      fc.pre(pathObjection(path) === undefined);
      const once = decodedOnce(path);
      for (const read of [path, once, decodedOnce(once)]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there
        expect(read).not.toMatch(/\\|[\x00-\x1f\x7f]|\/\//);
        for (const segment of read.split('/')) expect(segment.replace(/;.*/, '')).not.toMatch(/^\.\.?$/);
        expect(read.split('/')).toHaveLength(path.split('/').length);
        expect(read.startsWith('/')).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

/** Written down by hand, so that the check's own idea of them is not asked. Each is a range. */
const UNSEEN: readonly (readonly [number, number])[] = [
  ...[
    [0x80, 0x9f],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x600, 0x605],
    [0x61c, 0x61c],
  ],
  ...[
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
  ],
  ...[
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xfdd0, 0xfdef],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff],
  ],
  ...[
    [0xffa0, 0xffa0],
    [0xfff0, 0xfffb],
    [0xfffe, 0xffff],
    [0x1d173, 0x1d17a],
    [0xe0000, 0xe0fff],
  ],
] as [number, number][];
const unseen = fc
  .constantFrom(...UNSEEN)
  .chain(([first, last]) => fc.integer({ min: first, max: last }))
  .map((code) => encodeURIComponent(String.fromCodePoint(code)))
  .chain((encoded) => fc.constantFrom(encoded, encoded.toLowerCase()));

test('nothing that a reader may leave out or not see stands anywhere in an accepted path', () => {
  const places = fc.constantFrom(...['/', '/a', '/a/.', '/a/..', '/a/.%2e/b', '/v1/models/x:', '/forecast/']);
  const whole = fc.constantFrom(...TRAVERSAL).map((piece) => `/a/${piece}`);
  holds(
    fc.property(
      fc.oneof(places, whole),
      unseen,
      fc.nat(20),
      fc.string({ maxLength: 3 }),
      (path, sign, at, rest) => {
        const cut = 1 + (at % path.length);
        expect(
          pathObjection(path.slice(0, cut) + sign + path.slice(cut) + encodeURIComponent(rest)),
        ).toBeDefined();
        expect(pathObjection(path.slice(0, cut) + decodeURIComponent(sign) + path.slice(cut))).toBeDefined();
      },
    ),
    { numRuns: 600 },
  );
});

test('no text at all makes the check throw', () => {
  holds(fc.property(anyText(), (text) => void pathObjection(`/${text}`)));
});

test.each([
  '/',
  '/v1beta/models/gemini-2.5-flash:generateContent',
  '/a/b/',
  '/caf%C3%A9',
  '/...',
  '/a;v=1',
  '/%41',
  '/.well-known',
  '/%EF%BC%A1', // a full-width A
  '/e%CC%81',
  '/a%20.b',
])('the ordinary path %s is accepted', (path) => {
  expect(pathObjection(path)).toBeUndefined();
});

test.each([
  ['', 'not an absolute path'],
  ['http://host/x', 'not an absolute path'],
  ['/é', 'a byte outside printable ASCII'],
  ['/a b', 'a byte outside printable ASCII'],
  ['/a\\b', 'a character that cannot stand in a path'],
  ['/a?b', 'a character that cannot stand in a path'],
  ['/a//b', 'an empty segment'],
  ['/%2', 'a broken percent-encoding'],
  ['/%2F', 'an encoded slash, backslash, NUL or percent sign'],
  ['/%c0%ae', 'an invalid percent-encoding'],
  ['/%0a', 'a control character'],
  ['/a/%2e%2E/b', 'a dot segment'],
  ['/a/..;x/b', 'a dot segment'],
  ['/.', 'a dot segment'],
  ['/a/..%20/b', 'a dot segment'],
  ['/a/.%20x/b', 'a dot segment'],
  ['/a/%20../b', 'a dot segment'],
  ['/a/;/b', 'a segment of parameters only'],
  ['/a/%3bx=1', 'a segment of parameters only'],
  ['/a/.%E2%80%8B./b', 'an invisible character'],
  ['/a/%C2%AD../b', 'an invisible character'],
  ['/a/..%EF%BB%BF/b', 'an invisible character'],
  ['/a/%E2%80%AEb', 'an invisible character'],
  ['/a/..%C2%85/b', 'a control character'],
  [`/a/${encodeURIComponent('．．')}/b`, LOOK_ALIKE],
  [`/a/${encodeURIComponent('‥')}/b`, LOOK_ALIKE],
  [`/a${encodeURIComponent('／')}b`, LOOK_ALIKE],
  [`/a${encodeURIComponent('＼')}b`, LOOK_ALIKE],
  [`/a${encodeURIComponent('％')}2fb`, LOOK_ALIKE],
  [`/a${encodeURIComponent('℀')}`, LOOK_ALIKE],
  [`/a${encodeURIComponent('∕')}b`, LOOK_ALIKE],
  [`/a${encodeURIComponent('⁄')}b`, LOOK_ALIKE],
  [`/a${encodeURIComponent('∖')}b`, LOOK_ALIKE],
  [`/a/${encodeURIComponent('。。')}/b`, LOOK_ALIKE],
  [`/a/${encodeURIComponent('｡.')}/b`, LOOK_ALIKE],
])('the path %j is refused as %s', (path, objection) => {
  expect(pathObjection(path)).toBe(objection);
});
