import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../../local/rest-api/parse-query.ts';

test('what a client encodes is what the function reads', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))),
      (pairs) => {
        const query = pairs.map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&');
        const expected = new Map<string, string[]>();
        for (const [k, v] of pairs) expected.set(k, [...(expected.get(k) ?? []), v]);
        expect(parseQuery(query)).toEqual(expected);
      },
    ),
  );
});

test('any query at all is read without an error', () => {
  fc.assert(fc.property(fc.string(), (query) => void parseQuery(query)));
});

test.each([
  ['a=%', [['a', ['%']]]],
  ['a=%ff', [['a', ['%ff']]]],
  ['a=1+2', [['a', ['1 2']]]],
  ['a', [['a', ['']]]],
  ['', []],
  ['&&', []],
  ['a=b=c', [['a', ['b=c']]]],
])('%s reads as %j', (query, expected) => {
  expect([...parseQuery(query)]).toEqual(expected);
});
