import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decide } from '../../../lambda/domain/decide.ts';
import { ruleOf } from '../../../lambda/domain/rule-of.ts';
import { schemaTest } from '../../../lib/config.ts';
import { holds } from '../../lib/config/holds.ts';
import { callerContext, callOf, upstreamOf } from '../../support/build.ts';

test.each([
  [{ list: 'scope' }, 'scope'],
  [{ list: 'products' }, 'products'],
  [{ list: 'upstream', constraint: { route: '/a', rule: 'models' } }, 'upstream:models'],
  [
    { list: 'products', product: 'trial', constraint: { route: '/a', rule: 'query.maxResults' } },
    'products:trial:query.maxResults',
  ],
] as const)('the denial %j is recorded as %s', (by, rule) => {
  expect(ruleOf(by)).toBe(rule);
});

const constraints = {
  models: ['small'],
  query: { days: { max: 3 } },
  body: { require: ['prompt'], forbid: ['tools'], schema: { properties: { size: { maximum: 9 } } } },
};
const routes = [{ methods: ['POST'], path: '/forecast/*', model: 'body' as const, constraints }];
const upstream = upstreamOf({
  routes: [...routes, { methods: ['GET', 'POST'], path: '/models/*', model: 'path' as const }],
});
const products = { weather: upstream.routes, narrow: [{ methods: ['GET'], path: '/models/*', constraints }] };
const ODDITIES = ['type', 'encoding', 'syntax', 'duplicate', 'text', 'number', 'depth'];
const RULES = [
  ...['models', 'query.days', 'body.schema'],
  ...['model', 'prompt', 'tools', 'size', ...ODDITIES].map((name) => `body.${name}`),
];
const POSSIBLE = new Set([
  ...['upstream', 'role', 'scope', 'token', 'products'],
  ...RULES.flatMap((rule) => [`upstream:${rule}`, `products:weather:${rule}`, `products:narrow:${rule}`]),
]);

test('whatever a client sends, the rule that is recorded is made of the config’s own words', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'model',
      'Model',
      'prompt',
      'tools',
      'size',
      'days',
      'days[]',
      'small',
      'weather',
      'narrow',
    ),
    fc.string({ maxLength: 8 }),
  );
  const json = fc
    .dictionary(word, fc.oneof(word, fc.integer(), fc.constant(null)))
    .map((value) => JSON.stringify(value));
  const asked = fc.record({
    method: fc.constantFrom('GET', 'POST', 'DELETE'),
    path: fc.tuple(fc.constantFrom('/forecast/', '/models/', '/'), word).map((parts) => parts.join('')),
    query: fc.array(fc.tuple(word, word), { maxLength: 2 }),
    body: fc.oneof(json, fc.string()).map((text) => Buffer.from(text)),
    caller: fc
      .constantFrom('weather', 'narrow', 'narrow weather', '')
      .map((names) => callerContext({ products: names })),
  });
  const seen = new Set<string>();
  holds(
    fc.property(asked, (parts) => {
      const call = callOf({ ...parts, headers: [['content-type', 'application/json']] });
      const decision = decide(call, { upstream, products, roles: {} }, schemaTest);
      if (decision.kind === 'allow') return;
      seen.add(ruleOf(decision.by));
      expect(POSSIBLE).toContain(ruleOf(decision.by));
    }),
    { numRuns: 1_000 },
  );
  expect(seen.size).toBeGreaterThan(5);
});
