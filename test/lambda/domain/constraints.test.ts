import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Constraints, QueryRule } from '../../../contract/constraints.ts';
import type { Route } from '../../../contract/upstream.ts';
import type { Call } from '../../../lambda/domain/call.ts';
import { decide } from '../../../lambda/domain/decide.ts';
import { looseName } from '../../../lambda/domain/json-reading.ts';
import { holds } from '../../lib/config/holds.ts';
import { callOf, upstreamOf } from '../../support/build.ts';
import { everyMember } from '../../support/every-member.ts';

const JSON_HEADERS = [['content-type', 'application/json']] as const;
const route = (over: Partial<Route>): Route => ({ methods: ['GET', 'POST'], path: '/forecast/*', ...over });

/** The rule that a call breaks on a route, `allowed`, or `closed` where no list holds it. */
function ruleBroken(over: Partial<Route>, call: Partial<Call>): string {
  const upstream = upstreamOf({ routes: [route(over)] });
  const products = { weather: [route({})] };
  const asked = callOf({ method: 'POST', headers: JSON_HEADERS, ...call });
  const decision = decide(asked, { upstream, products, roles: {} });
  if (decision.kind === 'allow') return 'allowed';
  return decision.by.constraint?.rule ?? 'closed';
}

describe('models', () => {
  const models = ['small', 'gpt-5-*'];
  const inPath = (path: string) =>
    ruleBroken({ path: '/models/*:run', model: 'path', constraints: { models } }, { path });
  const inBody = (body: string) =>
    ruleBroken({ model: 'body', constraints: { models } }, { body: Buffer.from(body) });

  test.each(['small', 'gpt-5-', 'gpt-5-mini_2.1'])('%s is allowed in path and body', (model) => {
    // The product has to hold the path as well.
    const upstream = upstreamOf({
      routes: [{ methods: ['POST'], path: '/models/*:run', model: 'path', constraints: { models } }],
    });
    const call = callOf({ method: 'POST', path: `/models/${model}:run` });
    expect(decide(call, { upstream, products: { weather: upstream.routes }, roles: {} }).kind).toBe('allow');
    expect(inBody(JSON.stringify({ model }))).toBe('allowed');
  });

  test.each(['gpt-5-x:y', 'small:run:small'])('%s is on no route, and refused in the body', (model) => {
    expect(inPath(`/models/${model}:run`)).toBe('closed');
    expect(inBody(JSON.stringify({ model }))).toBe('models');
  });

  test.each(['large', 'small2', 'Small', 'gpt-5-%2e', 'small%20', 'xsmall'])(
    '%s is refused in path and body',
    (model) => {
      expect(inPath(`/models/${model}:run`)).toBe('models');
      expect(inBody(JSON.stringify({ model }))).toBe('models');
    },
  );

  test.each([
    ['{}', 'body.model'],
    ['{"model":["small"]}', 'models'],
    ['{"model":null}', 'models'],
    ['{"model":"large","model":"small"}', 'body.duplicate'],
    ['{"model":"small","Model":"large"}', 'body.model'],
    ['{"model":"small","model[]":"large"}', 'body.model'],
    ['{"__proto__":{"model":"small"}}', 'body.model'],
    ['', 'body.syntax'],
    ['model=small', 'body.syntax'],
  ])('the body %s is refused', (body, rule) => {
    expect(inBody(body)).toBe(rule);
  });

  test('a route that names no model is open, and one that does not say so is not', () => {
    expect(ruleBroken({ model: 'none', constraints: { models } }, {})).toBe('allowed');
    expect(ruleBroken({ constraints: { models } }, {})).toBe('models');
  });
});

describe('query', () => {
  const broken = (rule: QueryRule, query: readonly (readonly [string, string])[]) =>
    ruleBroken({ constraints: { query: { maxResults: rule } } }, { method: 'GET', query });
  const REFUSED = 'query.maxResults';

  test.each(['0', '25', '007'])('%s is within a maximum of 25', (value) => {
    expect(broken({ max: 25 }, [['maxResults', value]])).toBe('allowed');
  });

  test.each(['26', '', '-1', '+1', '1e1', '0x1', ' 1', '1 ', '1.0', '٣', '9'.repeat(16), 'NaN'])(
    '%j is not within a maximum of 25',
    (value) => {
      expect(broken({ max: 25 }, [['maxResults', value]])).toBe(REFUSED);
    },
  );

  test.each([
    ['maxresults'],
    ['MaxResults'],
    ['max_results'],
    ['maxResults[]'],
    ['maxResults '],
    ['max%52esults'],
  ])('the look-alike %j is refused, alone and beside the name itself', (name) => {
    expect(broken({ max: 25 }, [[name, '1']])).toBe(REFUSED);
    expect(
      broken({ required: true }, [
        ['maxResults', '1'],
        [name, '1'],
      ]),
    ).toBe(REFUSED);
    expect(broken({ forbidden: true }, [[name, '1']])).toBe(REFUSED);
  });

  test('every occurrence is held to the rule', () => {
    expect(
      broken({ max: 25 }, [
        ['maxResults', '1'],
        ['maxResults', '26'],
      ]),
    ).toBe(REFUSED);
    expect(
      broken({ values: ['a', 'b'] }, [
        ['maxResults', 'a'],
        ['maxResults', 'b'],
      ]),
    ).toBe('allowed');
    expect(
      broken({ values: ['a', 'b'] }, [
        ['maxResults', 'a'],
        ['maxResults', 'c'],
      ]),
    ).toBe(REFUSED);
  });

  test('a name that resembles another rule’s and has a rule of its own is held to its own, and to nothing else', () => {
    const query = { alt: { values: ['json'] }, $alt: { values: ['json', 'sse'], required: true } };
    const asked = (...pairs: [string, string][]) =>
      ruleBroken({ constraints: { query } }, { method: 'GET', query: pairs });
    expect(asked(['$alt', 'sse'])).toBe('allowed');
    expect(asked(['$alt', 'sse'], ['alt', 'json'])).toBe('allowed');
    expect(asked(['$alt', 'sse'], ['alt', 'sse'])).toBe('query.alt');
    expect(asked(['$alt', 'proto'], ['alt', 'json'])).toBe('query.$alt');
    expect(asked(['alt', 'json'])).toBe('query.$alt');
    expect(asked(['$alt', 'sse'], ['$ALT', 'sse'])).toBe('query.alt');
  });

  test('what is required must be there, and what is forbidden must not', () => {
    expect(broken({ required: true }, [])).toBe(REFUSED);
    expect(broken({ required: true }, [['maxResults', '']])).toBe('allowed');
    expect(broken({ forbidden: true }, [['maxResults', '']])).toBe(REFUSED);
    expect(broken({ forbidden: true }, [['other', '1']])).toBe('allowed');
    expect(broken({ max: 1 }, [])).toBe('allowed');
  });
});

describe('body', () => {
  const broken = (body: Constraints['body'], text: string, call: Partial<Call> = {}) =>
    ruleBroken({ constraints: { body } }, { body: Buffer.from(text), ...call });

  test('required members must be there, and forbidden ones must not', () => {
    const rule = { require: ['max_tokens'], forbid: ['tools', 'constructor'] };
    expect(broken(rule, '{"max_tokens":1}')).toBe('allowed');
    expect(broken(rule, '{}')).toBe('body.max_tokens');
    expect(broken(rule, '{"max_tokens":1,"tools":null}')).toBe('body.tools');
    expect(broken(rule, '{"max_tokens":1,"Tools":[]}')).toBe('body.tools');
    expect(broken(rule, '{"max_tokens":1,"maxTokens":2}')).toBe('body.max_tokens');
    expect(broken({ require: ['constructor'] }, '{}')).toBe('body.constructor');
  });

  test('a GET without a body has nothing to check, a GET with one has, and so has a POST without', () => {
    const rule = { require: ['a'] };
    expect(broken(rule, '', { method: 'GET' })).toBe('allowed');
    expect(broken(rule, '{}', { method: 'GET' })).toBe('body.a');
    expect(broken(rule, '', { method: 'POST' })).toBe('body.syntax');
  });

  test('a content type that did not travel, or is not JSON, opens nothing', () => {
    for (const headers of [[], [['content-type', 'text/plain']]] as const)
      expect(broken({ forbid: ['tools'] }, '{}', { headers })).toBe('body.type');
  });

  test('a schema without a validator opens nothing', () => {
    expect(broken({ schema: {} }, '{}')).toBe('body.schema');
  });

  test('without a rule for bodies any bytes pass, duplicates and pollution too', () => {
    for (const text of ['{"a":1,"a":2}', '{"__proto__":{"x":1}}', '\xff', 'not JSON'])
      expect(ruleBroken({}, { body: Buffer.from(text) })).toBe('allowed');
  });
});

const names = fc.constantFrom(
  'model',
  'model',
  'model',
  'other',
  'Model',
  'MODEL',
  'model ',
  'm\\u006fdel',
  'mo_del',
  'other',
  '__proto__',
  'model[]',
  'model\\u0000',
);
const member = fc
  .tuple(
    names,
    fc.oneof(
      fc.constantFrom('"small"', '"small"', '"small"', '"large"', 'null', '1e999', '{"model":"large"}'),
      fc.json(),
    ),
  )
  .map(([name, value]) => `"${name}":${value}`);
const bodies = fc.oneof(
  fc
    .array(member, { maxLength: 2 })
    .map((members) => Buffer.from(`{${['"model":"small"', ...members].join(', ')}}`)),
  fc.array(member, { maxLength: 4 }).map((members) => Buffer.from(`{${members.join(',')}}`)),
  fc.array(member, { maxLength: 4 }).map((members) => Buffer.from(`\ufeff{${members.join(',')}}`)),
  fc.array(member, { maxLength: 4 }).map((members) => Buffer.from(`{${members.join(',')}}`, 'utf16le')),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.array(member, { maxLength: 3 }), fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.nat(60))
    .map(([members, noise, at]) => {
      const body = Buffer.from(`{${members.join(',')}}`);
      return Buffer.concat([body.subarray(0, at), noise, body.subarray(at)]);
    }),
);

test('whatever the bytes, a body passes a rule for models only if every parser finds an allowed one', () => {
  let allowed = 0;
  holds(
    fc.property(bodies, (body) => {
      const rule = ruleBroken({ model: 'body', constraints: { models: ['small'] } }, { body });
      if (rule !== 'allowed') return;
      allowed += 1;
      const found = everyMember(body.toString('utf8')).filter(([name]) => looseName(name) === 'model');
      expect(found.map(([, value]) => value)).toEqual(['small']);
    }),
    { numRuns: Number(process.env['CONSTRAINT_RUNS'] ?? 4_000) },
  );
  expect(allowed).toBeGreaterThan(50);
});
