import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Detector } from '../../../lambda/domain/detector.ts';
import { SpelledNeedle } from '../../../lambda/domain/needle.ts';
import { Scrubber, scrubText } from '../../../lambda/domain/scrubber.ts';
import { holds } from '../../lib/config/holds.ts';

/** A needle as the test writes it: parts in any of their ways. Few letters, so that needles overlap, nest and nearly match. */
type Parts = readonly (readonly string[])[];
const part = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[xyz]$/).map((letter) => [letter]) },
  fc.uniqueArray(fc.stringMatching(/^[xyz]{1,3}$/), { minLength: 1, maxLength: 3 }),
  fc.stringMatching(/^[xyz]$/).map((letter) => [letter, `${letter}-`]),
);
const needleParts = fc
  .tuple(fc.array(part, { minLength: 8, maxLength: 10 }), fc.nat({ max: 7 }), fc.boolean())
  .map(
    ([parts, at, broken]): Parts =>
      broken ? [...parts.slice(0, at + 1), ['', '-'], ...parts.slice(at + 1)] : parts,
  );
const texts = fc
  .tuple(
    fc.array(needleParts, { minLength: 1, maxLength: 3 }),
    fc.array(
      fc.oneof(fc.stringMatching(/^[xyz-]{0,12}$/), fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 30 }))),
      {
        maxLength: 8,
      },
    ),
  )
  .map(([needles, pieces]) => ({
    needles,
    text: pieces
      .map((piece) =>
        typeof piece === 'string'
          ? piece
          : written(needles[piece[0] % needles.length] ?? [], piece[1]).slice(0, piece[2]),
      )
      .join(''),
  }));
const cuts = fc.array(fc.nat({ max: 100 }), { maxLength: 12 });

const written = (parts: Parts, choice: number): string =>
  parts.map((ways, n) => ways[(choice + n) % ways.length] ?? '').join('');

const detectorOf = (needles: readonly Parts[]) =>
  new Detector(
    needles.map((parts) => new SpelledNeedle(parts.map((ways) => ways.map((way) => Buffer.from(way))))),
  );

function scrub(detector: Detector, chunks: readonly Buffer[]): { out: string; hits: number } {
  const scrubber = new Scrubber(detector);
  const parts = chunks.map((chunk) => scrubber.push(chunk));
  return { out: Buffer.concat([...parts, scrubber.end()]).toString('latin1'), hits: scrubber.hits };
}

function cut(text: string, at: readonly number[]): Buffer[] {
  const borders = [0, ...at.map((n) => n % (text.length + 1)).sort((a, b) => a - b), text.length];
  return borders.slice(1).map((end, n) => Buffer.from(text.slice(borders[n], end)));
}

/** What is meant, in the plainest words: from each place on, every way of every needle. */
function naive(needles: readonly Parts[], text: string): { out: string; hits: number } {
  let [out, hits, at] = ['', 0, 0];
  while (at < text.length) {
    const end = Math.max(...needles.flatMap((parts) => endsOf(parts, text, at)), 0);
    out += end > 0 ? '[redacted]' : text.charAt(at);
    hits += end > 0 ? 1 : 0;
    at = end > 0 ? end : at + 1;
  }
  return { out, hits };
}

const endsOf = ([ways, ...others]: Parts, text: string, at: number): number[] =>
  ways === undefined
    ? [at]
    : ways.flatMap((way) => (text.startsWith(way, at) ? endsOf(others, text, at + way.length) : []));

const plain = (...needles: string[]) =>
  detectorOf(needles.map((needle) => [...needle].map((letter) => [letter])));

test('whatever leaves, and is counted, is what the plainest search leaves, wherever the chunks end', () => {
  holds(
    fc.property(texts, cuts, ({ needles, text }, at) => {
      expect(scrub(detectorOf(needles), cut(text, at))).toEqual(naive(needles, text));
    }),
    { numRuns: 600 },
  );
});

test('bytes without a needle pass unchanged, byte for byte', () => {
  const detector = plain('AIzaSyNotInHere', 'QUl6YVN5Tm90');
  holds(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (arrays) => {
      const chunks = arrays.map((bytes) => Buffer.from(bytes));
      expect(scrub(detector, chunks)).toEqual({ out: Buffer.concat(chunks).toString('latin1'), hits: 0 });
    }),
  );
});

test('a chunk without a needle is passed on itself, not a copy of it', () => {
  const chunk = Buffer.from('nothing in here');
  expect(new Scrubber(plain('secret-value')).push(chunk).buffer).toBe(chunk.buffer);
});

test('fewer bytes are held back than the longest needle has', () => {
  holds(
    fc.property(texts, cuts, ({ needles, text }, at) => {
      const detector = detectorOf(needles);
      const chunks = cut(text, at);
      for (let n = 0; n <= chunks.length; n += 1) {
        const scrubber = new Scrubber(detector);
        for (const chunk of chunks.slice(0, n)) scrubber.push(chunk);
        const hits = scrubber.hits;
        const held = scrubber.end().length - (scrubber.hits - hits) * '[redacted]'.length;
        expect(held).toBeLessThan(detector.lengthMax);
      }
    }),
  );
});

test('a chunk that ends in no beginning of a needle leaves at once', () => {
  const scrubber = new Scrubber(plain('secret-value'));
  expect(scrubber.push(Buffer.from('data: {"text":"hello"}\n\n')).toString()).toBe(
    'data: {"text":"hello"}\n\n',
  );
});

test('a needle cut into single bytes is replaced once', () => {
  const bytes = [...'x-secret-value-y'].map((letter) => Buffer.from(letter));
  expect(scrub(plain('secret-value'), bytes)).toEqual({ out: 'x-[redacted]-y', hits: 1 });
});

test('a longer needle that begins earlier wins over a shorter one inside it, even if it ends in the next chunk', () => {
  const detector = plain('abcdefghijkl', 'bcdefghi');
  expect(scrub(detector, [Buffer.from('abcdefghij'), Buffer.from('kl')]).out).toBe('[redacted]');
  expect(scrub(detector, [Buffer.from('abcdefghij'), Buffer.from('xx')]).out).toBe('a[redacted]jxx');
  expect(scrub(detector, [Buffer.from('abcdefghij')]).out).toBe('a[redacted]j');
});

test('without needles everything passes', () => {
  expect(scrub(plain(), [Buffer.from('anything at all')])).toEqual({ out: 'anything at all', hits: 0 });
});

test('a short text is scrubbed as a whole, and its bytes beyond ASCII stay', () => {
  const detector = plain('secret-value');
  expect(scrubText(detector, 'caf\u00e9 secret-value secret-valu')).toEqual({
    text: 'caf\u00e9 [redacted] secret-valu',
    hits: 1,
  });
});
