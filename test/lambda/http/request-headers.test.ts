import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { holdsClientKey } from '../../../lambda/domain/holds-client-key.ts';
import { headerPairs } from '../../../lambda/http/gateway-event.ts';
import { forwardable } from '../../../lambda/http/request-headers.ts';
import { holds } from '../../lib/config/holds.ts';
import { gatewayEvent } from '../../support/events.ts';

const carriers = [
  { in: 'header', name: 'X-Carrier' },
  { in: 'query', name: 'key' },
  { in: 'bearer' },
] as const;
const inject = { as: 'header', name: 'X-Injected' } as const;
const DROPPED = [
  ...[
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
    'host',
  ],
  ...[
    'content-length',
    'accept-encoding',
    'cookie',
    'origin',
    'referer',
    'forwarded',
    'via',
    'authorization',
    'api-key',
  ],
  ...[
    'proxy-authorization',
    'x-api-key',
    'x-goog-api-key',
    'x-carrier',
    'x-injected',
    'x-tenant',
    'x-forwarded-for',
    'x-real-ip',
  ],
  ...[
    'x-amzn-trace-id',
    'x-amz-security-token',
    'x-http-method-override',
    'x-original-url',
    'x-rewrite-url',
    'cf-ray',
  ],
  ...['cloudfront-viewer-address', 'true-client-ip', 'x-client-ip', 'x-cluster-client-ip', 'sec-fetch-site'],
];
const forward = (headers: Record<string, readonly string[]>) =>
  forwardable(headerPairs(gatewayEvent({ headers })), { carriers, inject, dropHeaders: ['X-Tenant'] });

const anyCase = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) => [...name].map((letter, n) => (upper[n] ? letter.toUpperCase() : letter)).join(''));

test('no dropped header passes, in whatever case it is written', () => {
  holds(
    fc.property(fc.constantFrom(...DROPPED).chain(anyCase), fc.string(), (name, value) => {
      expect(forward({ [name]: [value], 'X-Kept': ['1'] })).toEqual(
        name.toLowerCase() === 'connection' && value.toLowerCase().includes('x-kept')
          ? []
          : [['x-kept', '1']],
      );
    }),
    { numRuns: 200 },
  );
});

test('a header that Connection names never passes, wherever and however it is named', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { minLength: 1, maxLength: 5 });
  holds(
    fc.property(names, fc.constantFrom(',', ', ', ' , '), fc.boolean(), (named, comma, twice) => {
      const upper = named.map((name) => name.toUpperCase());
      const connection = twice ? upper : [upper.join(comma)];
      const headers = Object.fromEntries(named.map((name) => [name, ['1']]));
      expect(forward({ ...headers, Connection: connection })).toEqual([]);
    }),
  );
});

test('a header whose name or value holds a client key never passes', () => {
  const keys = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((random) => mintClientKey('prod', random).reveal());
  holds(
    fc.property(keys, fc.string(), fc.string(), (key, before, after) => {
      expect(holdsClientKey(before + key + after)).toBe(true);
      expect(forward({ 'x-note': [before + key + after], [key]: ['1'] })).toEqual([]);
    }),
  );
});

test.each([
  ...[
    'x_forwarded_for',
    'X_API_KEY',
    'x.carrier',
    'x_injected',
    'transfer_encoding',
    'content_length',
    'cookie_',
  ],
  ...['x-goog-iap-jwt-assertion', 'x-goog-authenticated-user-email', 'x-goog-iam-authority-selector'],
  ...[
    'x-goog-user-project',
    'cf-access-jwt-assertion',
    'x-ms-client-principal',
    'x-ms-token-aad-access-token',
  ],
  ...[
    'proxy',
    'x-forwarded',
    'x-auth-token',
    'x-serverless-authorization',
    'x-upload-content-type',
    'http2-settings',
  ],
  ...[
    'x-http-method',
    'x-method-override',
    'x-http-host-override',
    'x-host',
    'access-control-request-method',
  ],
  ...[
    'ocp-apim-subscription-key',
    'private-token',
    'dpop',
    'client-cert',
    'x-ssl-client-cert',
    'from',
    'max-forwards',
  ],
  ...['range', 'if-range', 'Request-Range', 'x_range', 'a-im', 'accept-charset'],
])('the header %s never passes', (name) => {
  expect(forward({ [name]: ['1'], 'X-Kept': ['1'] })).toEqual([['x-kept', '1']]);
});

test('Connection cannot take a dropped header’s place, and names what it names in any spelling', () => {
  expect(
    forward({ Connection: ['close, X_Mine'], 'X-Mine': ['1'], x_mine: ['2'], 'X-Api-Key': ['k'] }),
  ).toEqual([]);
});

test.each([
  'application/json; charset=utf-8',
  'multipart/form-data; boundary="----=_a b"',
  'Application/JSON;x=\u00e9',
])('the content type %j passes exactly', (type) => {
  expect(forward({ 'Content-Type': [type] })).toEqual([['content-type', type]]);
});

test.each([
  ...[
    'user-agent',
    'accept-language',
    'if-none-match',
    'anthropic-version',
    'openai-beta',
    'x-goog-api-client',
  ],
  ...[
    'x-goog-request-params',
    'x-stainless-retry-count',
    'idempotency-key',
    'traceparent',
    'x-goog-fieldmask',
    'prefer',
  ],
])('the header %s, which real clients send, passes', (name) => {
  expect(forward({ [name]: ['1'] })).toEqual([[name, '1']]);
});

test('ordinary headers pass in lower case, in order, repeated ones too', () => {
  const headers = { 'Content-Type': ['application/json'], 'X-Goog-Api-Client': ['a', 'b'], Accept: ['*/*'] };
  expect(forward(headers)).toEqual([
    ...[
      ['content-type', 'application/json'],
      ['x-goog-api-client', 'a'],
      ['x-goog-api-client', 'b'],
      ['accept', '*/*'],
    ],
  ]);
});
