import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { callerOf } from '../../../lambda/domain/caller.ts';
import { decide } from '../../../lambda/domain/decide.ts';
import { explainCall } from '../../../lambda/domain/explain-call.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { readCall } from '../../../lambda/http/read-call.ts';
import { schemaTest } from '../../../lib/config.ts';
import { holds } from '../../lib/config/holds.ts';
import { keyItem, upstreamOf } from '../../support/build.ts';
import { proxyEvent } from '../../support/events.ts';

const upstream = upstreamOf({
  bodyBytesMax: 50,
  refuseQuery: ['$fields'],
  dropQuery: ['access_token'],
  routes: [
    { methods: ['GET'], path: '/search' },
    { methods: ['POST'], path: '/models/*', model: 'path' },
    { methods: ['PUT'], path: '/models/*', model: 'path', bodyBytesMax: 25 },
  ],
});
const lists = {
  upstream,
  products: {
    weather: [
      { methods: ['GET'], path: '/search', constraints: { query: { max: { max: 10, required: true } } } },
      {
        methods: ['POST', 'PUT'],
        path: '/models/*',
        constraints: {
          models: ['small-*'],
          body: {
            require: ['n'],
            forbid: ['tools'],
            schema: { properties: { n: { type: 'integer', maximum: 5 } } },
          },
        },
      },
    ],
  },
  roles: { reader: [{ methods: ['GET'], path: '/**' }] },
};
const facts = { now: new Date('2026-11-26T12:00:00Z'), ip: '203.0.113.7', policy: undefined };
const tests = new Map<object, (value: unknown) => boolean>();
const schemas = (schema: Parameters<typeof schemaTest>[0]) => {
  const made = tests.get(schema) ?? schemaTest(schema);
  tests.set(schema, made);
  return made;
};
const explain = (call: Partial<Parameters<typeof explainCall>[1]>, key = keyItem()) =>
  explainCall(
    key,
    { method: 'POST', path: '/weather/models/small-1', query: [], body: Buffer.alloc(0), ...call },
    [lists],
    facts,
    schemas,
  );
const json = (text: string) => ({ body: Buffer.from(text), contentType: 'application/json' });

test.each([
  [json('{"n":3}'), 'products', undefined],
  [json('{"n":9}'), 'products', 'body.schema'],
  [json('{"m":3}'), 'products', 'body.n'],
  [json('{"n":3,"tools":[]}'), 'products', 'body.tools'],
  [json('{"n":3,"n":3}'), 'products', 'body.duplicate'],
  [json('{"n":3}, "padding that is longer than any body may be here"}'), 'size', undefined],
  [{ ...json('{"n":3}'), contentType: 'text/plain' }, 'products', 'body.type'],
  [{}, 'products', 'body.type'],
  [{ ...json('{"n":3}'), path: '/weather/models/large' }, 'products', 'models'],
  [{ method: 'GET', path: '/weather/search' }, 'products', 'query.max'],
  [{ method: 'GET', path: '/weather/search', query: [['max', '11']] as const }, 'products', 'query.max'],
  [{ method: 'GET', path: '/weather/search', query: [['$fields', 'x']] as const }, 'query', undefined],
])('a call with %j is decided by %s, and the constraint it breaks is %s', (call, rule, constraint) => {
  const allowed = rule === 'products' && constraint === undefined;
  const explained = explain(call);
  expect([explained.allowed, explained.rule, explained.constraint]).toEqual([allowed, rule, constraint]);
  if (constraint !== undefined) expect(explained.because).toContain(constraint);
});

/** What the proxy does with the same call: whether it would go on to the upstream. */
function served(method: string, path: string, query: readonly (readonly [string, string])[], text: string) {
  const values = (name: string) => query.flatMap(([given, value]) => (given === name ? [value] : []));
  const named = Object.fromEntries(query.map(([name]) => [name, values(name)]));
  const headers = { 'content-type': ['application/json'] };
  const event = proxyEvent({ method, path, query: named, headers, body: text });
  try {
    const call = readCall(event, callerOf(keyItem()).context, upstream);
    return decide(call, lists, schemas).kind === 'allow';
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

test('what is said of a call is what becomes of it', () => {
  const pieces = ['/weather', '/models/', 'small-1', 'large', '/search', '/..', '%2f', '/'];
  const odd = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 });
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE');
  const route = fc.oneof(
    fc.constant(['GET', '/weather/search'] as const),
    fc.constant(['POST', '/weather/models/small-1'] as const),
    fc.tuple(method, fc.constantFrom('/weather/models/small-1', '/weather/models/large', '/weather/search')),
    fc.tuple(
      method,
      odd.map((list) => list.join('')),
    ),
  );
  const pair = fc.tuple(
    fc.constantFrom('max', 'MAX', 'q', '$fields', 'access_token'),
    fc.constantFrom('1', '11', 'x', ''),
  );
  const member = fc.tuple(
    fc.constantFrom('"n"', '"n"', '"N"', '"tools"', '"x"'),
    fc.constantFrom('1', '2', '9', '"a"'),
  );
  const body = fc.array(member, { maxLength: 3 }).map((list) => `{${list.map((m) => m.join(':')).join()}}`);
  let open = 0;
  holds(
    fc.property(route, fc.array(pair, { maxLength: 2 }), body, ([verb, asked], query, text) => {
      const said = explain({ method: verb, path: asked, query, ...json(text) }).allowed;
      open += said ? 1 : 0;
      expect(said).toBe(served(verb, asked, query, text));
    }),
    { numRuns: 1_000 },
  );
  expect(open).toBeGreaterThan(10);
});

test('a role, a scope and a mount are named before any constraint', () => {
  const scopes = ['GET:/weather/search'];
  expect(explain(json('{"n":9}'), keyItem({ role: 'reader' })).rule).toBe('role');
  expect(explain(json('{"n":9}'), keyItem({ scopes })).rule).toBe('scope');
  expect(explain({ path: '/elsewhere' }).rule).toBe('mount');
  expect(explain({ path: '/weather//x' }).rule).toBe('path');
  expect(explain({ method: 'DELETE' }).rule).toBe('upstream');
});

test.each<[string, Parameters<typeof explain>[0], Parameters<typeof keyItem>[0]]>([
  ['the key is refused: revoked', {}, { state: 'revoked' }],
  ['the path is ambiguous and is never forwarded', { path: '/weather//x' }, {}],
  ['no upstream is mounted at this path', { path: '/elsewhere' }, {}],
  ['no upstream is mounted at this path', { path: '/weatherx/models/small-1' }, {}],
  ['weather takes no such parameter through the gateway', { query: [['$fields', 'x']] }, {}],
  ['a body may have 50 bytes here', { body: Buffer.alloc(51) }, {}],
  ['weather has no such route on its allow-list', { method: 'DELETE' }, {}],
  ['the role reader does not leave it open', json('{"n":3}'), { role: 'reader' }],
  ['none of the scopes holds it: GET:/a, GET:/b', json('{"n":3}'), { scopes: ['GET:/a', 'GET:/b'] }],
  ['none of the products opens it: tides, moon', json('{"n":3}'), { products: ['tides', 'moon'] }],
  ['the product weather asks more of /models/*: body.schema', json('{"n":9}'), {}],
  ['the product weather opens /models/* of weather', json('{"n":3}'), {}],
])('%s', (because, call, key) => {
  expect(explain(call, keyItem(key)).because).toBe(because);
});

test('a body of the very size that is allowed is not too long', () => {
  expect(explain({ body: Buffer.alloc(50, ' ') }).rule).toBe('products');
});
