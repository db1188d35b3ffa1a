import { expect, test } from '@jest/globals';
import { decide } from '../../../lambda/domain/decide.ts';
import { callerContext, callOf, settingsOf } from '../../support/build.ts';

const settings = settingsOf();
const asking = (products: string) => callOf({ caller: callerContext({ products }) });

test('a call is allowed when the upstream and one of the products open its route', () => {
  const decision = decide(asking('other weather'), settings);
  expect(decision).toMatchObject({ kind: 'allow', route: '/forecast/*' });
});

test.each(['', 'other', 'constructor', '__proto__', 'toString'])(
  'the products %j open nothing',
  (products) => {
    expect(decide(asking(products), settings)).toEqual({ kind: 'deny' });
  },
);

test('a product cannot open what its upstream does not', () => {
  const products = { weather: [{ methods: ['DELETE'], path: '/**' }] };
  expect(decide(callOf({ method: 'DELETE' }), { ...settings, products })).toEqual({ kind: 'deny' });
});

test('an upstream route that the product leaves out stays shut', () => {
  const products = { weather: [{ methods: ['GET'], path: '/forecast/paris' }] };
  expect(decide(callOf(), { ...settings, products })).toEqual({ kind: 'deny' });
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
