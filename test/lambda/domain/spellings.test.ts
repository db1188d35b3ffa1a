import { expect, test } from '@jest/globals';
import { spellingsOf } from '../../../lambda/domain/spellings.ts';

const texts = (character: string): string[] => spellingsOf(character).map(String).sort();

const LETTER = [
  ...['k', 'K', '%6b', '%6B', '%256b', '%256B', '%u006b', '%u006B', '=6b', '=6B'],
  ...[
    '\\u006b',
    '\\u006B',
    '\\\\u006b',
    '\\\\u006B',
    '\\u{6b}',
    '\\u{6B}',
    '\\x6b',
    '\\x6B',
    '\\\\x6b',
    '\\\\x6B',
  ],
  ...['&#x6b;', '&#x6B;', '&#X6b;', '&#X6B;', '&#x006b;', '&#x006B;'],
  ...['\\153', '&#107;', '&#0107;'],
];
const AMPERSAND = [
  ...['&', '%26', '%2526', '%u0026', '=26', '\\u0026', '\\\\u0026', '\\u{26}', '\\x26', '\\\\x26'],
  ...['&#x26;', '&#X26;', '&#x0026;', '\\046', '&#38;', '&#038;', '&#0038;', '&amp;'],
  ...['\\&', '\\\\&', '\\\\\\&'],
];
const BACKSLASH = [
  ...['\\', '%5c', '%5C', '%255c', '%255C', '%u005c', '%u005C', '=5c', '=5C'],
  ...[
    '\\u005c',
    '\\u005C',
    '\\\\u005c',
    '\\\\u005C',
    '\\u{5c}',
    '\\u{5C}',
    '\\x5c',
    '\\x5C',
    '\\\\x5c',
    '\\\\x5C',
  ],
  ...['&#x5c;', '&#x5C;', '&#X5c;', '&#X5C;', '&#x005c;', '&#x005C;'],
  ...['\\134', '&#92;', '&#092;', '&#0092;', '\\\\', '\\\\\\', '\\\\\\\\'],
];

test.each([
  ['a letter', 'k', LETTER],
  ['what HTML has a name for', '&', AMPERSAND],
  ['a backslash', '\\', BACKSLASH],
])('these are all the spellings of %s', (_what, character, spellings) => {
  expect(texts(character)).toEqual([...spellings].sort());
  expect(spellingsOf(character)).toBe(spellingsOf(character));
});

test.each([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])('%s has the name %s', (character, name) => {
  expect(texts(character)).toContain(name);
});

test('a digit and a letter are never escaped by a backslash alone, which would make another character of them', () => {
  for (const character of ['0', 'n', 'Z']) expect(texts(character)).not.toContain(`\\${character}`);
});
