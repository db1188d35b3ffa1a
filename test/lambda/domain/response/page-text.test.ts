import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Trip, TripItem } from '../../../../contract/honeytokens.ts';
import { harmlessText, strangersText } from '../../../../lambda/domain/response/harmless-text.ts';
import { type PageFacts, pageText } from '../../../../lambda/domain/response/page-text.ts';
import { anyText } from '../../../support/any-text.ts';
import { tripFacts } from '../../../support/build.ts';

const record = (trips: readonly Trip[], over: Partial<TripItem> = {}): TripItem => ({
  ...{ tokenId: 'key_decoy', entry: 'trip#2026-11-23T17:00:00.000Z', hits: trips.length, lastAt: '' },
  ...{ sources: [], trips, expiresAt: 0, ...over },
});
const trip = (over: Partial<Trip> = {}): Trip => tripFacts('key_decoy', over).trip;
const facts = (over: Partial<PageFacts> = {}): PageFacts => ({
  ...{ stage: 'prod', tokenId: 'key_decoy', planted: { label: 'repo acme/web', beside: 'key_real' } },
  ...{ records: [record([trip()])], unfinished: {}, fresh: 3, ...over },
});

test('a page names the decoy, its place, the source, what was done, and what to do next', () => {
  const answers = { '198.51.100.7/32': 'source blocked until noon; key key_real beside it quarantined' };
  const { subject, message } = pageText(facts({ records: [record([trip()], { answers })] }));
  expect(subject).toBe('Sallyport prod: honeytoken used 3 times, key_decoy');
  expect(
    message,
  ).toBe(`A honeytoken of the stage prod was used 3 times: whoever did has read the place where it was planted.

Honeytoken   key_decoy
Planted      repo acme/web
Beside       key_real
Source       198.51.100.7 at 2026-11-23T17:05:00.000Z, GET /weather by x-api-key
             user agent: curl/8.5.0
             source blocked until noon; key key_real beside it quarantined

Next:
  npx sallyport --stage prod honeytokens trips key_decoy
  npx sallyport --stage prod audit search --ip 198.51.100.7
  npx sallyport --stage prod blocklist list
  npx sallyport --stage prod keys reroll key_real
  docs/operating.md#honeytokentripped
`);
});

const hostile = fc.oneof(
  anyText({ maxLength: 300 }),
  fc.constantFrom(
    '\u001b[31mred\u001b[0m\u001b]8;;http://evil.example\u0007click',
    '<img src=x onerror=alert(1)>&lt;',
    'abc\u202egnp.exe\u2066',
    'line\r\nSubject: other\u2028\u0085',
    'http://evil.example/x?a=b mailto:a@evil.example www.evil.example',
  ),
);

describe('whatever strangers and operators wrote', () => {
  test('a page has no line of theirs, no markup, no escape sequence and no bidi control', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (one, two, three) => {
        const records = [record([trip({ userAgent: one, method: two, mount: three, carrier: one })])];
        const planted = { label: two, beside: three };
        const { subject, message } = pageText(facts({ records, planted, tokenId: three }));
        expect(subject).toMatch(/^[ -~]{1,100}$/);
        expect(message.split('\n').length).toBeLessThanOrEqual(17);
        expect(message).not.toMatch(/[<>&]|[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test('no reader makes a link of a user agent', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.emailAddress(), (url, mail) => {
        const text = strangersText(`curl ${url} ${mail}`, 80);
        expect(text).not.toMatch(/https?:|www\.|[\w-]\.[a-z]|@\w/i);
      }),
    );
    expect(strangersText('Mozilla/5.0 (X11; Linux x86_64) curl/8.5.0', 80)).toBe(
      'Mozilla/5.0 (X11; Linux x86_64) curl/8.5.0',
    );
  });

  test('a text is cut where its characters end, never within one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.integer({ min: 2, max: 60 }),
        (text, max) => {
          const cut = harmlessText(text, max);
          expect([...cut].length).toBeLessThanOrEqual(max);
          expect(cut).not.toMatch(/\p{Cs}/u);
        },
      ),
    );
  });
});

test('twenty sources are shown, and how many more there are', () => {
  const trips = Array.from({ length: 50 }, (_, n) => trip({ ip: `198.51.100.${n}` }));
  const { message } = pageText(facts({ records: [record(trips)] }));
  expect(message.match(/^Source /gm)).toHaveLength(20);
  expect(message).toContain('and 30 sources more');
});

test('a page about a drill says so before anything else about it, and one about a place that only sounds like one does not', () => {
  const subjectOf = (label: string) => pageText(facts({ planted: { label } })).subject;
  expect(subjectOf('drill-0152a728: a decoy that is used on purpose')).toBe(
    'Sallyport prod: DRILL, honeytoken used 3 times, key_decoy',
  );
  expect(subjectOf('drill-bits, repo acme/tools')).not.toContain('DRILL');
});
