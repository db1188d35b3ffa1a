import { expect, test } from '@jest/globals';
import { compilePattern } from '../../../local/pattern/compile-pattern.ts';

const matches = (pattern: unknown, document: unknown): boolean => compilePattern(pattern)(document);
const field = (element: unknown, value: unknown): boolean =>
  matches({ detail: { x: [element] } }, { detail: { x: value } });

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test.each([
  ['a literal', 'a', 'a', 'A'],
  ['an empty text', '', '', 'a'],
  ['null', null, null, ''],
  ['a number, however it is written', 3.018e2, 301.8, '301.8'],
  ['a truth value', true, true, 'true'],
  ['prefix', { prefix: '2017-10-02' }, '2017-10-02T18:43:48Z', '2018-10-02'],
  ['prefix in any case', { prefix: { 'equals-ignore-case': 'EventB' } }, 'eventbridge', 'bridge'],
  ['suffix', { suffix: '.png' }, 'a.png', 'a.png.txt'],
  ['suffix in any case', { suffix: { 'equals-ignore-case': 'tBridge' } }, 'EVENTBRIDGE', 'bridges'],
  ['equals-ignore-case', { 'equals-ignore-case': 'alice' }, 'Alice', 'Bob'],
  ['wildcard', { wildcard: 'dir/*/*.png' }, 'dir/a/b.png', 'dir/b.png.txt'],
  ['an escaped wildcard', { wildcard: 'a\\*b' }, 'a*b', 'axb'],
  ['a range', { numeric: ['>', 0, '<=', 5] }, 5, 0],
  ['one comparison', { numeric: ['<', 10] }, 9.99, 10],
  ['numeric equality', { numeric: ['=', 301.8] }, 3.018e2, '301.8'],
  ['an IPv4 range', { cidr: '10.0.0.0/24' }, '10.0.0.255', '10.0.1.0'],
  ['an IPv6 range', { cidr: '2001:db8::/32' }, '2001:db8::1', '10.0.0.1'],
  ['anything but a text', { 'anything-but': 'initializing' }, 'running', 'initializing'],
  ['anything but a number', { 'anything-but': 123 }, 124, 123],
  ['anything but a list', { 'anything-but': [100, 200, 300] }, 150, 200],
  ['anything but a prefix', { 'anything-but': { prefix: 'init' } }, 'running', 'initializing'],
  ['anything but prefixes', { 'anything-but': { prefix: ['a', 'b'] } }, 'cd', 'bc'],
  ['anything but a suffix', { 'anything-but': { suffix: '.png' } }, 'a.txt', 'a.png'],
  ['anything but any case', { 'anything-but': { 'equals-ignore-case': 'init' } }, 'x', 'INIT'],
  ['anything but a wildcard', { 'anything-but': { wildcard: '*/lib/*' } }, '/bin/a', '/lib/a'],
])('%s holds for its example and not for another', (_, element, yes, no) => {
  expect([field(element, yes), field(element, no)]).toEqual([true, false]);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test('exists is about values, not about objects on the way', () => {
  expect(matches({ a: [{ exists: true }] }, { a: null })).toBe(true);
  expect(matches({ a: [{ exists: true }] }, { a: { b: 1 } })).toBe(false);
  expect(matches({ a: [{ exists: false }] }, { a: { b: 1 } })).toBe(true);
  expect(matches({ a: { b: [{ exists: false }] } }, {})).toBe(true);
  expect(matches({ a: { b: [{ exists: false }] } }, { a: { b: 1 } })).toBe(false);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
test('a field that is not there meets nothing but exists: false', () => {
  for (const element of ['a', null, { 'anything-but': 'a' }, { wildcard: '*' }])
    expect(matches({ x: [element] }, {})).toBe(false);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html
test('a list in the event is met when any of its values is', () => {
  expect(field('b', ['a', 'b'])).toBe(true);
  expect(field({ 'anything-but': 'a' }, ['a', 'b'])).toBe(true);
  expect(field('c', ['a', 'b'])).toBe(false);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html
test('of a list of objects, one and the same must meet all fields', () => {
  const pattern = { parts: { name: ['a'], size: [1] } };
  expect(matches(pattern, { parts: [{ name: 'a', size: 1 }, { name: 'b' }] })).toBe(true);
  expect(
    matches(pattern, {
      parts: [
        { name: 'a', size: 2 },
        { name: 'b', size: 1 },
      ],
    }),
  ).toBe(false);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test('every field must be met, and of $or at least one part', () => {
  const pattern = {
    source: ['app'],
    detail: {
      $or: [
        { 'c-count': [{ numeric: ['>', 0, '<=', 5] }] },
        { 'd-count': [{ numeric: ['<', 10] }] },
        { 'x-limit': [{ numeric: ['=', 3.018e2] }] },
      ],
    },
  };
  expect(matches(pattern, { source: 'app', detail: { 'c-count': 9, 'd-count': 9 } })).toBe(true);
  expect(matches(pattern, { source: 'app', detail: { 'c-count': 9 } })).toBe(false);
  expect(matches(pattern, { source: 'b', detail: { 'd-count': 9 } })).toBe(false);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test.each([
  ['no object', 'text'],
  ['an empty object', {}],
  ['a field that is no list', { a: 'b' }],
  ['an empty list', { a: [] }],
  ['an unknown operator', { a: [{ contains: 'x' }] }],
  ['two operators in one', { a: [{ prefix: 'x', suffix: 'y' }] }],
  ['consecutive wildcards', { a: [{ wildcard: 'a**' }] }],
  ['a malformed range', { a: [{ numeric: ['>', 'b'] }] }],
  ['a range of too large a number', { a: [{ numeric: ['>', 6e9] }] }],
  ['a malformed CIDR', { a: [{ cidr: '10.0.0/24' }] }],
  ['exists that is no truth value', { a: [{ exists: 'yes' }] }],
  [
    'more than 1000 combinations',
    {
      a: { $or: Array.from({ length: 40 }, () => ({ x: ['1'] })) },
      b: { $or: Array.from({ length: 40 }, () => ({ x: ['1'] })) },
    },
  ],
])('%s is refused as a pattern', (_, pattern) => {
  expect(() => compilePattern(pattern)).toThrow();
});
