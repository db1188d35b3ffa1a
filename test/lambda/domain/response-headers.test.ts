import { expect, test } from '@jest/globals';
import { headersForClient, mayLeave } from '../../../lambda/domain/response-headers.ts';
import { upstreamOf } from '../../support/build.ts';

test.each([
  'content-type',
  'retry-after',
  'x-request-id',
  'x-ratelimit-remaining',
  'anthropic-ratelimit-requests-limit',
  'openai-version',
  'x-ratelimit-limit-requests',
  'x-ratelimit-reset-tokens',
  'ratelimit-policy',
  'anthropic-ratelimit-input-tokens-remaining',
  'retry-after-ms',
  'x-should-retry',
  'request-id',
  'content-range',
])('the response header %s passes', (name) => {
  expect(mayLeave(name)).toBe(true);
});

test.each([
  ...[
    'set-cookie',
    'server',
    'via',
    'location',
    'x-goog-upload-url',
    'content-encoding',
    'transfer-encoding',
    'content-length',
  ],
  ...[
    'access-control-allow-origin',
    'alt-svc',
    'strict-transport-security',
    'www-authenticate',
    'cache-control',
    'x-api-key',
  ],
  ...[
    '',
    'content-type ',
    'Content-Type',
    'x-ratelimit-abcdefgh',
    'openai-abcdefgh',
    'ratelimits',
    'x-content-type',
  ],
  ...[
    ...[
      'refresh',
      'set-cookie2',
      'x-powered-by',
      'x-accel-redirect',
      'x-sendfile',
      'x-amzn-requestid',
      'age',
    ],
    ...[
      'access-control-allow-credentials',
      'access-control-expose-headers',
      'report-to',
      'nel',
      'clear-site-data',
    ],
    ...[
      'content-security-policy',
      'x-frame-options',
      'sourcemap',
      'x-goog-stored-content-encoding',
      'upgrade',
    ],
    ...[
      'proxy-authenticate',
      'authentication-info',
      'connection',
      'keep-alive',
      'set_cookie',
      'content_type',
    ],
    'openai-organization',
    'anthropic-organization-id',
    'server-timing',
    'trailer',
    'x-goog-upload-url',
    'link',
    'accept-ranges',
  ],
])('the response header %j stays inside', (name) => {
  expect(mayLeave(name)).toBe(false);
});

const facts = {
  upstream: upstreamOf(),
  path: '/forecast/rome',
  gatewayUrl: 'https://gateway.example.com/test',
};

test.each(['location', 'content-location', 'operation-location', 'x-goog-upload-url'])(
  'the URL in %s leads back to the gateway, or does not pass',
  (name) => {
    expect(headersForClient([[name, 'https://api.example.com/v2/forecast/oslo?page=2']], facts)).toEqual([
      [name, 'https://gateway.example.com/test/weather/forecast/oslo?page=2'],
    ]);
    expect(headersForClient([[name, 'https://evil.test/v2/forecast/oslo']], facts)).toEqual([]);
  },
);

test.each([
  ...[
    'https://api.example.com@evil.test/v2/forecast/oslo',
    'https://api.example.com.evil.test/v2/forecast/oslo',
  ],
  ...['https://user:pass@api.example.com/v2/forecast/oslo', 'http://api.example.com/v2/forecast/oslo'],
  ...[
    'https://api.example.com:8443/v2/forecast/oslo',
    '//evil.test/v2/forecast/oslo',
    '\\\\evil.test\\v2',
    'javascript:x',
  ],
  ...[
    'https://api.example.com/v2/../admin',
    '/v2/forecast/%2e%2e/admin',
    '/v2/forecast/x%2fy',
    '/v2/forecast/x:verb',
  ],
  ...[
    'https://api.example.com\\@evil.test/v2/forecast/oslo',
    'https://api.example.com/v2/forecast/oslo\r\nSet-Cookie: a=b',
  ],
  ...['', 'data:text/html,x', 'https:///evil.test/v2/forecast/oslo', '/v2/forecast/%E2%80%8B'],
])('no client is sent to %j', (url) => {
  for (const name of ['location', 'content-location', 'x-goog-upload-control-url', 'azure-asyncoperation'])
    expect(headersForClient([[name, url]], facts)).toEqual([]);
  expect(headersForClient([['link', `<${url}>; rel="next"`]], facts)).toEqual([]);
});

test('of links, those that lead behind the gateway pass, with their relation and nothing else', () => {
  const link = [
    '<https://api.example.com/v2/forecast/rome?page=2>; rel="next"; title="x, y"',
    '</v2/forecast/rome?page=9>; rel=last',
    '<https://evil.test/>; rel="preconnect"',
    '</v2/forecast/rome>; title="no relation"',
  ].join(', ');
  expect(headersForClient([['link', link]], facts)).toEqual([
    [
      'link',
      '<https://gateway.example.com/test/weather/forecast/rome?page=2>; rel="next", <https://gateway.example.com/test/weather/forecast/rome?page=9>; rel="last"',
    ],
  ]);
  expect(headersForClient([['link', '<https://evil.test/>; rel="next"']], facts)).toEqual([]);
  expect(headersForClient([['link', 'nonsense']], facts)).toEqual([]);
});

test('headers keep their order and their repetitions', () => {
  const headers: [string, string][] = [
    ['etag', '1'],
    ['set-cookie', 'a=1'],
    ['content-language', 'en'],
    ['content-language', 'de'],
  ];
  expect(headersForClient(headers, facts)).toEqual([headers[0], headers[2], headers[3]]);
});
