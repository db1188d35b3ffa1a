import { LINE_BREAKS, PLAIN_BREAKS, WORD_BREAKS } from './line-breaks.ts';
import { MASKED_ENDS_MIN, MaskedNeedle } from './masked-needle.ts';
import { type Needle, SpelledNeedle, type Unit, unitOf } from './needle.ts';
import type { Secret } from './secret.ts';
import { spellingsOf } from './spellings.ts';

/** Below this length a value is too common in ordinary text to be searched for; `upstreams set-key` refuses such keys. */
export const SECRET_LENGTH_MIN = 8;

/**
 * What would give a secret away: plain, with any of its characters escaped in any of the usual ways, the same backwards, in
 * hex with or without separators, as a list of byte values, in UTF-16, in base64 of both alphabets at each of the three
 * offsets at which it can lie inside a longer encoded text, all of these but UTF-16 broken into lines or not, and masked
 * with both ends left readable. Not found: compressed or encrypted bytes, a secret taken apart otherwise, encodings within
 * encodings but for those of `spellingsOf`.
 */
export function needlesOf(secret: Secret): readonly Needle[] {
  const known = made.get(secret);
  if (known !== undefined) return known;
  const needles = disguisesOf(secret.reveal());
  made.set(secret, needles);
  return needles;
}

/** A secret lives as long as it is cached, and so do its needles. */
const made = new WeakMap<Secret, readonly Needle[]>();

function disguisesOf(secret: string): readonly Needle[] {
  if (secret.length < SECRET_LENGTH_MIN) return [];
  const bytes = Buffer.from(secret);
  const spelled = between([...secret].map(spellingsOf), WORD_BREAKS);
  const disguises: (readonly Unit[])[] = [
    spelled,
    spelled.toReversed(),
    between([...bytes].map(hexOf), HEX_SEPARATORS),
    between(
      [...bytes].map((byte) => [Buffer.from(String(byte))]),
      LIST_SEPARATORS,
    ),
    [...bytes].map((byte) => [Buffer.from([byte, 0])]),
    [...bytes].map((byte) => [Buffer.from([0, byte])]),
    ...[0, 1, 2].map((offset) => between([...base64At(bytes, offset)].map(base64Spellings), LINE_BREAKS)),
  ];
  const needles: Needle[] = disguises.map((units) => new SpelledNeedle(units));
  return bytes.length < 2 * MASKED_ENDS_MIN ? needles : [...needles, new MaskedNeedle(bytes)];
}

const HEX_SEPARATORS = [
  ...unitOf('', ' ', ':', '-', '.', '_', ',', ', ', ' 0x', ',0x', ', 0x'),
  ...PLAIN_BREAKS,
];
const LIST_SEPARATORS = [
  ...unitOf(',', ', ', ' ', ',\n', ',\n ', ',\n  ', ',\n    ', ',\r\n', ';', '.'),
  ...PLAIN_BREAKS,
];

const between = (units: readonly Unit[], separators: Unit): readonly Unit[] =>
  units.flatMap((unit, n) => (n === 0 ? [unit] : [separators, unit]));

function hexOf(byte: number): Unit {
  const [high = '', low = ''] = byte.toString(16).padStart(2, '0');
  return unitOf(high + low, high.toUpperCase() + low, high + low.toUpperCase(), (high + low).toUpperCase());
}

/** Two digits stand for other signs in base64url, and both alphabets have signs that documents escape. */
function base64Spellings(digit: string): Unit {
  if (digit === '+') return unitOf('+', '-', '%2B', '%2b', '\\u002b', '\\u002B');
  if (digit === '/') return unitOf('/', '_', '\\/', '%2F', '%2f', '\\u002f', '\\u002F');
  return unitOf(digit);
}

/** The characters of the encoding that depend on the secret alone, whatever stands before and after it. */
function base64At(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(first, last);
}
