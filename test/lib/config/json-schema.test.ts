import { expect, test } from '@jest/globals';
import { isComplaint } from '../../../lib/config/complaint.ts';
import { readJsonSchema } from '../../../lib/config/json-schema.ts';

const SECRET = 'AQ.pasted-by-mistake';

test.each([
  ['a type that does not exist', { type: SECRET }, 'its /type'],
  ['a keyword that does not exist', { maxiumum: 3, title: SECRET }, 'keyword'],
  ['a keyword that does not exist, deep inside', { properties: { a: { not: { maxiumum: 3 } } } }, 'keyword'],
  ['a reference to elsewhere', { $ref: `https://example.com/${SECRET}` }, '$ref'],
  ['a broken pattern', { pattern: `(${SECRET}` }, 'regular expression'],
  ['another draft', { $schema: 'http://json-schema.org/draft-07/schema#' }, '$schema'],
  ['a format', { format: 'email' }, 'pattern in place of format'],
  ['a promise', { $async: true }, '$async'],
  ['a list', [], 'type:'],
  ['a text', SECRET, 'type:'],
  ['true', true, 'type:'],
])('%s is a mistake with its fix, and no value is quoted', (_what, schema, fix) => {
  const complaint = readJsonSchema(schema);
  expect(isComplaint(complaint) && complaint.fix).toContain(fix);
  expect(JSON.stringify(complaint)).not.toContain(SECRET);
});

test('a schema becomes plain data and is otherwise left alone', () => {
  const schema = {
    type: 'object',
    properties: { a: { enum: ['x', null] }, __b: true },
    unevaluatedProperties: false,
  };
  expect(readJsonSchema(schema)).toEqual(schema);
});
