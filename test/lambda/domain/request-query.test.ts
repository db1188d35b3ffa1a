import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { forwardableQuery } from '../../../lambda/domain/request-query.ts';
import { GOOGLE } from '../../../lib/presets/query-policy.ts';
import { holds } from '../../lib/config/holds.ts';
import { upstreamOf } from '../../support/build.ts';

const policy = {
  carriers: [{ in: 'query', name: 'key' }],
  inject: { as: 'query', name: 'appid' },
  dropQuery: ['access_token', '$httpMethod'],
  refuseQuery: ['callback', '$.xgafv', 'key'],
} as const;
/** A new upstream each time: what is derived from one is kept. */
const travelling = (...query: [string, string][]) => forwardableQuery(query, upstreamOf(policy));

test('what is neither a credential nor on a list travels in order, empty and repeated ones too', () => {
  const query: [string, string][] = [
    ['q', 'a b'],
    ['q', ''],
    ['', 'x'],
    ['keys', '1'],
    ['callbacks', '2'],
    ['httpMethod', '3'],
    ['__proto__', '4'],
  ];
  expect(travelling(...query)).toEqual(query);
});

test.each([
  'key',
  'Key',
  'key[]',
  'k%65y',
  'ｋｅｙ',
  'appid',
  'APPID',
  'access-token',
  'access_token[]',
  '$HttpMethod',
])('the parameter %s never travels', (name) => {
  expect(travelling(['a', '1'], [name, 'x'], ['b', '2'])).toEqual([
    ['a', '1'],
    ['b', '2'],
  ]);
});

test.each(['callback', 'Callback', 'callback[]', '$.xgafv', '$_xgafv'])(
  'a query with the parameter %s is refused as a whole',
  (name) => {
    expect(travelling(['a', '1'], [name, ''])).toBeUndefined();
  },
);

test('a parameter named like a header in which a credential comes or goes is an ordinary one', () => {
  const overHeaders = upstreamOf({
    carriers: [{ in: 'header', name: 'x-api-key' }, { in: 'bearer' }],
    inject: { as: 'header', name: 'x-token' },
  });
  const query: [string, string][] = [
    ['x-api-key', '1'],
    ['x-token', '2'],
    ['bearer', '3'],
  ];
  expect(forwardableQuery(query, overHeaders)).toEqual(query);
});

test('what is derived from one upstream is not applied to another', () => {
  const one = upstreamOf(policy);
  expect(forwardableQuery([['appid', '1']], one)).toEqual([]);
  expect(forwardableQuery([['appid', '1']], upstreamOf())).toEqual([['appid', '1']]);
  expect(forwardableQuery([['appid', '1']], one)).toEqual([]);
});

test('a carrier on the list of refused names is still a carrier', () => {
  expect(travelling(['key', 'x'])).toEqual([]);
});

test('no parameter that holds a client key travels, as it is or percent-encoded, in name or value', () => {
  const key = mintClientKey('prod', new Uint8Array(32).fill(9)).reveal();
  const written = fc.constantFrom(
    key,
    key.toUpperCase(),
    key.replaceAll('_', '%5F'),
    key.replaceAll('_', '%255f'),
  );
  holds(
    fc.property(written, fc.string(), fc.string(), fc.boolean(), (text, before, after, inName) => {
      const around = before + text + after;
      expect(travelling(inName ? [around, 'x'] : ['x', around])).toEqual([]);
    }),
  );
});

test('Google’s credentials, method overrides and payers are dropped, and what reshapes answers is refused', () => {
  const google = upstreamOf(GOOGLE);
  for (const name of ['access_token', 'oauth_token', '$httpMethod', '$key', 'quotaUser', 'userProject'])
    expect([name, forwardableQuery([[name, 'x']], google)]).toEqual([name, []]);
  for (const name of [
    'callback',
    '$callback',
    '$.xgafv',
    '$httpHeaders',
    '$req',
    'upload_protocol',
    'uploadType',
  ])
    expect([name, forwardableQuery([[name, 'x']], google)]).toEqual([name, undefined]);
  for (const name of ['alt', '$alt', 'fields', 'prettyPrint', 'pageSize', 'part', 'q'])
    expect([name, forwardableQuery([[name, 'x']], google)]).toEqual([name, [[name, 'x']]]);
});
