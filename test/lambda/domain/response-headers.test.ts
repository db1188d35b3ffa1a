import { expect, test } from '@jest/globals';
import { mayLeave } from '../../../lambda/domain/response-headers.ts';

test.each([
  'content-type',
  'retry-after',
  'x-request-id',
  'x-ratelimit-remaining',
  'anthropic-ratelimit-requests-limit',
  'openai-version',
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
  ...['', 'content-type ', 'Content-Type'],
])('the response header %j stays inside', (name) => {
  expect(mayLeave(name)).toBe(false);
});
