import { expect, test } from '@jest/globals';
import type { BodyRule } from '../../../contract/constraints.ts';
import { bodyObjection, lookAlike } from '../../../lambda/domain/body-objection.ts';
import { readJson } from '../../../lambda/domain/json-reading.ts';

const SCHEMA = {
  type: 'object',
  required: ['prompt', 7],
  properties: {
    size: { type: 'object', properties: { maxWidth: {} } },
    list: { items: { required: ['inner'] } },
  },
  description: 'text',
  nothing: null,
};
const objection = (rule: BodyRule, body: object, valid = true) =>
  bodyObjection(rule, readJson(Buffer.from(JSON.stringify(body)), 'application/json'), () => () => valid);

test('a body without rules is fine, and one that has what is required and lacks what is forbidden', () => {
  expect(objection({}, { anything: 1 })).toBeUndefined();
  expect(objection({ require: ['a'], forbid: ['b'] }, { a: 1, c: { b: 2 } })).toBeUndefined();
});

test.each<[string, BodyRule, object]>([
  ['body.a', { require: ['a', 'b'] }, { b: 1 }],
  ['body.b', { require: ['a'], forbid: ['b'] }, { a: 1, b: 2 }],
  ['body.a', { require: ['a'], forbid: ['b'] }, { b: 1 }],
  ['body.maxTokens', { forbid: ['maxTokens'] }, { max_tokens: 1 }],
  ['body.maxTokens', { require: ['maxTokens'] }, { maxTokens: 1, MaxTokens: 2 }],
])('%s is what breaks the rule %j', (name, rule, body) => {
  expect(objection(rule, body)).toBe(name);
});

test.each([
  ['prompt', { Prompt: 1 }],
  ['size', { SIZE: {} }],
  ['maxWidth', { size: { max_width: 1 } }],
  ['maxWidth', { elsewhere: { deeper: [{ maxwidth: 1 }] } }],
  ['inner', { list: [{ Inner: 1 }] }],
])('a name like %s, which the schema speaks of, is refused at any depth', (name, body) => {
  expect(objection({ schema: SCHEMA }, body)).toBe(`body.${name}`);
});

test('the names themselves, and names that the schema does not speak of, are left to the schema', () => {
  const body = { prompt: 1, size: { maxWidth: 2 }, list: [{ inner: 3 }], other: 4, 7: 5, type: 6 };
  expect(objection({ schema: SCHEMA }, body)).toBeUndefined();
  expect(objection({ schema: SCHEMA }, body, false)).toBe('body.schema');
});

test('a schema without a validator lets nothing through', () => {
  const reading = readJson(Buffer.from('{}'), 'application/json');
  expect(bodyObjection({ schema: SCHEMA }, reading, () => undefined)).toBe('body.schema');
});

test('a name resembles a known one only where it is not one itself', () => {
  expect(lookAlike(['aB', 'a_b'], ['aB'])).toBe('aB');
  expect(lookAlike(['a_b'], ['aB', 'a_b'])).toBeUndefined();
  expect(lookAlike([], ['aB'])).toBeUndefined();
});
