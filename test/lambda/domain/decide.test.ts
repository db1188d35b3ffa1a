import { expect, test } from '@jest/globals';
import type { Route } from '../../../contract/upstream.ts';
import { decide } from '../../../lambda/domain/decide.ts';
import { callerContext, callOf, settingsOf } from '../../support/build.ts';

const settings = settingsOf();
const asking = (products: string) => callOf({ caller: callerContext({ products }) });

test('a call is allowed when the upstream and one of the products open its route', () => {
  const decision = decide(asking('other weather'), settings);
  expect(decision).toMatchObject({ kind: 'allow', route: '/forecast/*', product: 'weather' });
});

test.each(['', 'other', 'constructor', '__proto__', 'toString'])(
  'the products %j open nothing',
  (products) => {
    expect(decide(asking(products), settings)).toEqual({
      kind: 'deny',
      code: 'route.forbidden',
      by: { list: 'products' },
    });
  },
);

test('a product cannot open what its upstream does not', () => {
  const products = { weather: [{ methods: ['DELETE'], path: '/**' }] };
  expect(decide(callOf({ method: 'DELETE' }), { ...settings, products })).toEqual({
    kind: 'deny',
    code: 'route.forbidden',
    by: { list: 'upstream' },
  });
});

test('an upstream route that the product leaves out stays shut', () => {
  const products = { weather: [{ methods: ['GET'], path: '/forecast/paris' }] };
  expect(decide(callOf(), { ...settings, products })).toEqual({
    kind: 'deny',
    code: 'route.forbidden',
    by: { list: 'products' },
  });
});

const small: Route = { methods: ['GET'], path: '/forecast/*', constraints: { query: { days: { max: 3 } } } };
const days = (count: string, products: string) =>
  decide({ ...asking(products), query: [['days', count]] }, { ...settings, products: PRODUCTS });
const PRODUCTS = {
  small: [small],
  large: [{ ...small, constraints: { query: { days: { max: 9 } } } }],
  elsewhere: [{ methods: ['POST'], path: '/**' }],
};

test('of several products, any one whose constraints hold opens the route, and the decision names it', () => {
  expect(days('3', 'elsewhere small large')).toMatchObject({ kind: 'allow', product: 'small' });
  expect(days('5', 'small large')).toMatchObject({ kind: 'allow', product: 'large' });
});

test('where no constraints hold, the decision names the first rule that was broken, and whose it is', () => {
  expect(days('10', 'elsewhere small large')).toEqual({
    kind: 'deny',
    code: 'request.constraint',
    by: { list: 'products', product: 'small', constraint: { route: '/forecast/*', rule: 'query.days' } },
  });
});

test('a constraint of the upstream holds for every product', () => {
  const upstream = { ...settings.upstream, routes: [small] };
  const products = { weather: [{ methods: ['GET'], path: '/**' }] };
  const call = { ...asking('weather'), query: [['days', '4']] as const };
  expect(decide(call, { ...settings, upstream, products })).toMatchObject({
    code: 'request.constraint',
    by: { list: 'upstream', constraint: { route: '/forecast/*', rule: 'query.days' } },
  });
});

test('of the upstream’s routes the first that matches counts', () => {
  const upstream = { ...settings.upstream, routes: [small, { methods: ['GET'], path: '/forecast/rome' }] };
  const call = { ...asking('weather'), query: [['days', '4']] as const };
  expect(decide(call, { ...settings, upstream }).kind).toBe('deny');
});

const ROLES = { reader: [{ methods: ['GET'], path: '/forecast/*' }], nobody: [] };
const narrowed = (over: Parameters<typeof callerContext>[0], method = 'GET', path = '/forecast/rome') =>
  decide(callOf({ method, path, caller: callerContext(over) }), { ...settings, roles: ROLES }).kind;

test('a role only narrows: what it leaves out stays shut, whatever the products open', () => {
  expect(narrowed({ role: 'reader' })).toBe('allow');
  expect(narrowed({ role: 'reader' }, 'POST')).toBe('deny');
  expect(narrowed({ role: '*' }, 'POST')).toBe('allow');
  expect(narrowed({ role: 'reader', products: 'other' })).toBe('deny');
});

test.each(['', 'nobody', 'gone', 'constructor', '__proto__', 'reader '])(
  'the role %j, which this upstream does not know, opens nothing',
  (role) => expect(narrowed({ role })).toBe('deny'),
);

test.each([
  ['GET:/weather/forecast/*', 'allow'],
  ['*:/weather/**', 'allow'],
  ['POST,GET:/weather/forecast/rome', 'allow'],
  ['POST:/weather/** GET:/weather/forecast/rome', 'allow'],
  ['POST:/weather/**', 'deny'],
  ['GET:/weather/forecast/paris', 'deny'],
  ['GET:/forecast/*', 'deny'],
  ['GET:/weather/forecast', 'deny'],
  ['get:/weather/**', 'deny'],
  ['GET', 'deny'],
  ['', 'deny'],
])('the scopes %j make GET /weather/forecast/rome %s', (scopes, kind) => {
  expect(narrowed({ scopes })).toBe(kind);
});

test('a scope opens nothing that products and role do not', () => {
  expect(narrowed({ scopes: '*:/weather/**' }, 'DELETE')).toBe('deny');
  expect(narrowed({ scopes: '*:/weather/**', role: 'reader' }, 'POST')).toBe('deny');
});

test('constraints of a role hold beside those of the products', () => {
  const roles = { careful: [{ ...small, constraints: { query: { days: { max: 2 } } } }] };
  const call = { ...callOf({ caller: callerContext({ role: 'careful' }) }), query: [['days', '3']] as const };
  expect(decide(call, { ...settings, roles })).toEqual({
    kind: 'deny',
    code: 'request.constraint',
    by: { list: 'role', constraint: { route: '/forecast/*', rule: 'query.days' } },
  });
});

test('a decision names the list that does not hold the route', () => {
  const by = (over: Parameters<typeof callerContext>[0]) => {
    const decision = decide(callOf({ caller: callerContext(over) }), settings);
    return decision.kind === 'deny' && decision.by;
  };
  expect(by({ role: 'gone' })).toEqual({ list: 'role' });
  expect(by({ scopes: 'POST:/weather/**' })).toEqual({ list: 'scope' });
  expect(by({ products: 'other' })).toEqual({ list: 'products' });
});

test.each([
  ['allows it', '[{"methods":["GET"]},{"paths":["/weather/forecast/*"]}]', 'allow'],
  ['does not hold its path', '[{"paths":["/weather/other/*"]}]', 'deny'],
  ['does not hold its method', '[{"methods":["POST"]}]', 'deny'],
  ['has one step that does not', '[{"methods":["GET"]},{"methods":["POST"]}]', 'deny'],
  ['cannot be read', '{', 'deny'],
  ['has a step that cannot be read', '[{"roles":["x"]}]', 'deny'],
])('a call is allowed only if the token that makes it %s: %s', (_name, may, kind) => {
  expect(decide(callOf({ caller: callerContext({ may }) }), settingsOf()).kind).toBe(kind);
});
