import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashClientKey, mintClientKey } from '../../../../lambda/domain/client-key.ts';
import { cleanLink, cleanWord } from '../../../../lambda/domain/leak/clean-link.ts';
import { labelTokens } from '../../../../lambda/domain/leak/label-tokens.ts';
import { REPORT_TOKENS_MAX, readLeakReport } from '../../../../lambda/domain/leak/read-leak-report.ts';

const KEY = mintClientKey('prod', new Uint8Array(32).fill(5)).reveal();
const URL_OF = 'https://github.com/octocat/hello/blob/123/.env';
const match = (token: unknown, over: object = {}) => ({
  token,
  type: 'sallyport',
  url: URL_OF,
  source: 'commit',
  ...over,
});
const read = (document: unknown) => readLeakReport(Buffer.from(JSON.stringify(document)));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('a match is kept as hashes, and its place without query, fragment and user', () => {
  const place = { url: 'https://bob:pw@github.com/a/b.txt?token=1#L2' };
  const report = read([match(KEY), match(`'${KEY}'`, place), match('x')]);
  const key = { keyHash: hashClientKey(KEY), stage: 'prod' };
  const common = { type: 'sallyport', url: URL_OF, source: 'commit' };
  expect(report).toEqual({
    kind: 'read',
    unreadable: 0,
    tokens: [
      { tokenHash: sha256(KEY), key, ...common },
      { tokenHash: sha256(`'${KEY}'`), key, ...common, url: 'https://github.com/a/b.txt' },
      { tokenHash: sha256('x'), ...common },
    ],
  });
});

test('no key of a report is left in what is read of it, wherever it stands', () => {
  const places = ['token', 'url', 'source'] as const;
  fc.assert(
    fc.property(fc.subarray([...places], { minLength: 1 }), fc.string(), (where, around) => {
      const hidden = Object.fromEntries(where.map((name) => [name, `https://github.com/${around}/${KEY}`]));
      const report = read([match('x', hidden)]);
      expect(JSON.stringify(report)).not.toContain(KEY.slice(-49, -20));
    }),
  );
  expect(cleanLink(`https://github.com/a/${encodeURIComponent(KEY).replace('sp', '%73p')}`)).toBe('');
});

test('whatever bytes are signed, reading them throws nothing and keeps no more than it may', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
    fc.array(fc.jsonValue()).map((value) => Buffer.from(JSON.stringify(value))),
    fc
      .array(
        fc.record({ token: fc.anything(), type: fc.anything(), url: fc.anything() }, { requiredKeys: [] }),
      )
      .map((value) =>
        Buffer.from(JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? 0 : inner))),
      ),
  );
  fc.assert(
    fc.property(anything, (body) => {
      const report = readLeakReport(body);
      if (report.kind !== 'read') return;
      for (const { type, url, source } of report.tokens)
        expect([type.length <= 128, url.length <= 400, source.length <= 40]).toEqual([true, true, true]);
    }),
  );
});

test('what is no array of matches is malformed, and more than a thousand are too many', () => {
  for (const text of ['', 'null', '{}', '[', '"[]"', `\u{feff}[]`, '[]]', '['.repeat(500_000)])
    expect([text.slice(0, 9), readLeakReport(Buffer.from(text)).kind]).toEqual([
      text.slice(0, 9),
      'malformed',
    ]);
  expect(readLeakReport(Buffer.of(0x5b, 0xff, 0x5d)).kind).toBe('malformed');
  const many = (count: number) => read(Array.from({ length: count }, () => match('x'))).kind;
  expect([many(REPORT_TOKENS_MAX), many(REPORT_TOKENS_MAX + 1)]).toEqual(['read', 'too-long']);
});

test('members of a prototype are no members of a match, and a match that is none is counted', () => {
  const body = `[{"__proto__":{"token":"${KEY}","type":"t"}},{"constructor":1},null,[],7,{"token":"x","type":7},
    {"token":"${'x'.repeat(513)}","type":"t"},{"token":"x","type":"${'t'.repeat(129)}"},{"__proto__":1,"token":"x","type":"t"}]`;
  expect(readLeakReport(Buffer.from(body))).toMatchObject({
    kind: 'read',
    unreadable: 8,
    tokens: [{ type: 't' }],
  });
  expect(Object.hasOwn(Object.prototype, 'token')).toBe(false);
});

test('only an HTTPS address is an address of a place, and only a plain word a kind of one', () => {
  const none = [
    undefined,
    7,
    '',
    'x',
    'http://github.com/a',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
  ];
  for (const text of [...none, `https://github.com/${'a'.repeat(4_000)}`]) expect(cleanLink(text)).toBe('');
  expect(cleanLink('https://github.com/a\u202e<b>"c')).toMatch(/^https:\/\/github\.com\/[!-;=?-~]+$/);
  expect(['Pull_request_title', 'a b', 'a\n', 'é', 'x'.repeat(41)].map(cleanWord)).toEqual([
    'Pull_request_title',
    ...['', '', '', ''],
  ]);
});

test('GitHub is told of each match once: true what has a record, false what has none, nothing of other stages', () => {
  const other = mintClientKey('other', new Uint8Array(32).fill(5)).reveal();
  const unknown = mintClientKey('prod', new Uint8Array(32).fill(6)).reveal();
  const report = read([match(KEY), match(KEY, { url: '' }), match(unknown), match(other), match('x')]);
  if (report.kind !== 'read') throw new Error('not read');
  const of = (text: string, label: string) => ({ token_hash: sha256(text), token_type: 'sallyport', label });
  expect(labelTokens(report.tokens, new Set([hashClientKey(KEY)]), 'prod')).toEqual([
    of(KEY, 'true_positive'),
    of(unknown, 'false_positive'),
    of('x', 'false_positive'),
  ]);
});
