import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Scrubber } from '../../../lambda/domain/scrubber.ts';
import { holds } from '../../lib/config/holds.ts';

/** Few letters, none of them in the replacement, so that needles overlap, nest and nearly match. */
const letters = fc.stringMatching(/^[xyz]{0,12}$/);
const needleTexts = fc.uniqueArray(fc.stringMatching(/^[xyz]{2,6}$/), { minLength: 1, maxLength: 5 });
const texts = fc
  .tuple(needleTexts, fc.array(fc.oneof(letters, fc.constantFrom(0, 1, 2, 3, 4)), { maxLength: 8 }))
  .map(([needles, parts]) => ({
    needles: needles.map((needle) => Buffer.from(needle)),
    text: parts
      .map((part) => (typeof part === 'string' ? part : (needles[part % needles.length] ?? '')))
      .join(''),
  }));
const cuts = fc.array(fc.nat({ max: 100 }), { maxLength: 12 });

function scrub(needles: readonly Buffer[], chunks: readonly Buffer[]): { out: string; hits: number } {
  const scrubber = new Scrubber(needles);
  const parts = chunks.map((chunk) => scrubber.push(chunk));
  return { out: Buffer.concat([...parts, scrubber.end()]).toString('latin1'), hits: scrubber.hits };
}

function cut(text: string, at: readonly number[]): Buffer[] {
  const borders = [0, ...at.map((n) => n % (text.length + 1)).sort((a, b) => a - b), text.length];
  return borders.slice(1).map((end, n) => Buffer.from(text.slice(borders[n], end)));
}

test('no needle leaves, wherever the chunks end', () => {
  holds(
    fc.property(texts, cuts, ({ needles, text }, at) => {
      const { out } = scrub(needles, cut(text, at));
      for (const needle of needles) expect(out).not.toContain(needle.toString());
    }),
    { numRuns: 2_000 },
  );
});

test('what leaves and what is counted do not depend on where the chunks end', () => {
  holds(
    fc.property(texts, cuts, ({ needles, text }, at) => {
      expect(scrub(needles, cut(text, at))).toEqual(scrub(needles, [Buffer.from(text)]));
    }),
    { numRuns: 2_000 },
  );
});

test('bytes without a needle pass unchanged, byte for byte', () => {
  const needles = [Buffer.from('AIzaSyNotInHere'), Buffer.from('QUl6YVN5Tm90')];
  holds(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (arrays) => {
      const chunks = arrays.map((bytes) => Buffer.from(bytes));
      const whole = Buffer.concat(chunks).toString('latin1');
      fc.pre(!needles.some((needle) => whole.includes(needle.toString())));
      expect(scrub(needles, chunks)).toEqual({ out: whole, hits: 0 });
    }),
  );
});

test('fewer bytes are held back than the longest needle has', () => {
  holds(
    fc.property(texts, cuts, ({ needles, text }, at) => {
      const longest = Math.max(...needles.map((needle) => needle.length));
      const chunks = cut(text, at);
      for (let n = 0; n <= chunks.length; n += 1) {
        const scrubber = new Scrubber(needles);
        for (const chunk of chunks.slice(0, n)) scrubber.push(chunk);
        const hits = scrubber.hits;
        const held = scrubber.end().length - (scrubber.hits - hits) * '[redacted]'.length;
        expect(held).toBeLessThan(longest);
      }
    }),
  );
});

test('a chunk that ends in no beginning of a needle leaves at once', () => {
  const scrubber = new Scrubber([Buffer.from('secret-value')]);
  expect(scrubber.push(Buffer.from('data: {"text":"hello"}\n\n')).toString()).toBe(
    'data: {"text":"hello"}\n\n',
  );
});

test('a needle cut into single bytes is replaced once', () => {
  const text = 'x-secret-value-y';
  const bytes = [...text].map((letter) => Buffer.from(letter));
  expect(scrub([Buffer.from('secret-value')], bytes)).toEqual({ out: 'x-[redacted]-y', hits: 1 });
});

test('a longer needle that begins earlier wins over a shorter one inside it, even if it ends in the next chunk', () => {
  const needles = [Buffer.from('abcdef'), Buffer.from('bcd')];
  expect(scrub(needles, [Buffer.from('abcd'), Buffer.from('ef')]).out).toBe('[redacted]');
  expect(scrub(needles, [Buffer.from('abcd'), Buffer.from('xx')]).out).toBe('a[redacted]xx');
  expect(scrub(needles, [Buffer.from('abcd')]).out).toBe('a[redacted]');
});

test('without needles everything passes', () => {
  expect(scrub([], [Buffer.from('anything')])).toEqual({ out: 'anything', hits: 0 });
});
