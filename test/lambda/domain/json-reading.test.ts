import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { looseName, readJson } from '../../../lambda/domain/json-reading.ts';
import { holds } from '../../lib/config/holds.ts';

const JSON_TYPE = 'application/json';
const outcome = (body: string | Buffer, type: string | undefined = JSON_TYPE): string => {
  const reading = readJson(Buffer.from(body), type);
  return 'oddity' in reading ? reading.oddity : 'read';
};

test.each([
  ['a name that is there twice', '{"model":"a","model":"b"}', 'duplicate'],
  ['a name that is there twice with the same value', '{"model":"a","model":"a"}', 'duplicate'],
  ['a name that is there twice, once escaped', '{"model":"a","\\u006dodel":"b"}', 'duplicate'],
  ['a name that is there twice deep inside', '{"a":[{"b":{"c":1,"c":2}}]}', 'duplicate'],
  ['__proto__ twice', '{"__proto__":{},"__proto__":{}}', 'duplicate'],
  ['a byte order mark', '\ufeff{"a":1}', 'syntax'],
  ['a body in UTF-16', Buffer.from('{"a":1}', 'utf16le'), 'syntax'],
  ['a body in UTF-16 with its mark', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'encoding'],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'encoding'],
  ['an overlong quote', Buffer.from([0x7b, 0xc0, 0xa2, 0x3a, 0x31, 0x7d]), 'encoding'],
  ['a surrogate in UTF-8', Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), 'encoding'],
  ['half a character in a text', '{"a":"\\ud800"}', 'text'],
  ['half a character in a name', '{"\\udc00":1}', 'text'],
  ['NUL in a name', '{"model\\u0000x":1}', 'text'],
  ['NUL in a text', '{"model":"a\\u0000b"}', 'text'],
  ['a number beyond a double', '{"a":1e400}', 'number'],
  ['a whole number that a double rounds', '{"a":9007199254740993}', 'number'],
  ['a comment', '{"a":1/*,"model":"b"*/}', 'syntax'],
  ['a comma at the end', '{"a":1,}', 'syntax'],
  ['single quotes', "{'a':1}", 'syntax'],
  ['NaN', '{"a":NaN}', 'syntax'],
  ['two documents', '{"a":1}{"a":2}', 'syntax'],
  ['something behind the document', '{"a":1}\0', 'syntax'],
  ['nothing', '', 'syntax'],
  ['a list', '[{"a":1}]', 'syntax'],
  ['a text', '"a"', 'syntax'],
  ['null', 'null', 'syntax'],
  ['a hundred and one levels', `{"a":${'['.repeat(101)}${']'.repeat(101)}}`, 'depth'],
  ['a million levels', `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`, 'depth'],
])('%s is not read', (_what, body, oddity) => {
  expect(outcome(body)).toBe(oddity);
});

test.each([
  '{}',
  ' {"a" : "x:y" , "b":"\\":\\\\" }\r\n',
  '{"a":{"x":1},"b":{"x":2}}',
  '{"__proto__":{"polluted":true},"constructor":1}',
  '{"a":1.5e3,"b":-0,"c":9007199254740991}',
  '{"text":"\ud83d\ude00 \\ud83d\\ude00 é \\u2028"}',
  `{"a":${'['.repeat(99)}${']'.repeat(99)}}`,
])('%s is read', (body) => {
  expect(outcome(body)).toBe('read');
});

test('what a body holds changes nothing outside of it', () => {
  const reading = readJson(
    Buffer.from('{"__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}}}'),
    JSON_TYPE,
  );
  expect('value' in reading && Object.hasOwn(reading.value, 'polluted')).toBe(false);
  expect('value' in reading && Reflect.get(reading.value, 'polluted')).toBe(undefined);
  expect(Reflect.get({}, 'polluted')).toBe(undefined);
});

test.each([
  ['application/json', 'read'],
  ['Application/JSON; charset=UTF-8', 'read'],
  ['application/json;charset="utf-8"', 'read'],
  ['application/vnd.api+json', 'read'],
  [undefined, 'type'],
  ['', 'type'],
  ['text/plain', 'type'],
  ['application/json; charset=utf-16', 'type'],
  ['application/json; charset=utf-7', 'type'],
  ['application/json, application/x-www-form-urlencoded', 'type'],
  ['application/x-www-form-urlencoded', 'type'],
  ['multipart/form-data; boundary=json', 'type'],
  ['application/jsonp', 'type'],
])('a body of type %j is %s', (type, expected) => {
  const reading = readJson(Buffer.from('{"a":"&model=b"}'), type);
  expect('oddity' in reading ? reading.oddity : 'read').toBe(expected);
});

test('no bytes make the reader fail, and what is read is what JSON.parse reads', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
    fc.json().map((text) => Buffer.from(text)),
    fc.object().map((value) => Buffer.from(JSON.stringify(value))),
  );
  let read = 0;
  holds(
    fc.property(bytes, (body) => {
      const reading = readJson(body, JSON_TYPE);
      if ('oddity' in reading) return;
      read += 1;
      expect(reading.value).toEqual(JSON.parse(body.toString('utf8')));
    }),
    { numRuns: 400 },
  );
  expect(read).toBeGreaterThan(20);
});

test('names are alike whatever their case, separators and brackets', () => {
  for (const name of ['maxTokens', 'MAX_TOKENS', 'max-tokens', 'max_tokens[]', ' max.tokens', 'ｍax_tokens'])
    expect(looseName(name)).toBe('maxtokens');
});
