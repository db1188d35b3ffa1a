import { expect, test } from '@jest/globals';
import { decide } from '../../../lambda/domain/decide.ts';
import { callOf, settingsOf } from '../../support/build.ts';

const settings = settingsOf();
const asking = (products: string) => callOf({ caller: { keyId: 'k', client: 'c', products } });

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
