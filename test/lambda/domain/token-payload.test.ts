import { expect, test } from '@jest/globals';
import { canonicalBytes, tokenPayload } from '../../../lambda/domain/token-payload.ts';

const read = (payload: string | Uint8Array) =>
  tokenPayload(`header.${Buffer.from(payload).toString('base64url')}`);

test('a payload is read as it was written', () => {
  expect(read('{"a":1,"b":["x"]}')).toEqual({ a: 1, b: ['x'] });
  expect(read('{}')).toEqual({});
});

test.each([
  ['a list', '["a"]'],
  ['a text', '"a"'],
  ['null', 'null'],
  ['nothing', ''],
  ['a blank before it', ' {"a":1}'],
  ['a blank within', '{"a": 1}'],
  ['a line behind it', '{"a":1}\n'],
  ['a member twice', '{"a":1,"a":2}'],
  ['an escape', '{"\\u0061":1}'],
  ['a number in another form', '{"a":1.0}'],
  ['a member that is no ASCII', '{"ä":1}'],
  ['half of it', '{"a":'],
])('%s is none', (_what, payload) => {
  expect(read(payload)).toBeUndefined();
});

test('bits beyond the last byte, padding and other alphabets make another text of it', () => {
  expect(canonicalBytes('eyJhIjoxfQ')).toEqual(Buffer.from('{"a":1}'));
  for (const text of ['eyJhIjoxfR', 'eyJhIjoxfQ==', 'eyJhIjoxfQ.', 'eyJh+joxfQ'])
    expect([text, canonicalBytes(text)]).toEqual([text, undefined]);
  expect(tokenPayload('header.eyJhIjoxfR')).toBeUndefined();
});
