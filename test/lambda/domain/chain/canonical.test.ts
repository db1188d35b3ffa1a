import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical, type Plain } from '../../../../lambda/domain/chain/canonical.ts';

// https://www.rfc-editor.org/rfc/rfc8785#section-3.2.2, without the euro sign’s and control characters’ escapes in the source
test('the example of RFC 8785 has the text that the RFC gives it', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  expect(canonical(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

// https://www.rfc-editor.org/rfc/rfc8785#section-3.2.3
test('members are sorted by UTF-16 code units', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.keys(JSON.parse(canonical(value)) as object)).toHaveLength(7);
  expect([...canonical(value).matchAll(/:(\d)/g)].map(([, n]) => n)).toEqual([
    '2',
    '4',
    '6',
    '7',
    '1',
    '5',
    '3',
  ]);
});

test('a value has one text, in whatever order its members were written, and that text reads as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value as Plain);
      expect(canonical(shuffled(value) as Plain)).toBe(text);
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(canonical(JSON.parse(text)))));
      expect(canonical(JSON.parse(text))).toBe(text);
    }),
  );
});

test('what JSON cannot say has no text, and what is undefined is not there', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => canonical({ value })).toThrow(TypeError);
  expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
}
