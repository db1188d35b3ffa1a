import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readBaseUrl } from '../../../lib/config/base-url.ts';
import { isComplaint } from '../../../lib/config/complaint.ts';
import { hostReach } from '../../../lib/config/host-reach.ts';
import { holds } from './holds.ts';

describe('readBaseUrl', () => {
  test.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://API.example.com:443/v2/', 'https://api.example.com/v2'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['http://[::1]:9000/x', 'http://[::1]:9000/x'],
  ])('%s is kept as %s', (text, kept) => {
    expect(readBaseUrl(text)).toBe(kept);
    expect(readBaseUrl(kept)).toBe(kept);
  });

  test.each([
    'api.example.com',
    'ftp://api.example.com',
    'https://user:password@api.example.com',
    'https://key@api.example.com',
    'https://api.example.com?key=1',
    'https://api.example.com/v2#part',
    'https://api.example.com/a/../b',
    'https://api.example.com/./b',
    'https://api.example.com/a//b',
    'https://api.example.com/%2e%2e/b',
    'https://api.example.com\\@evil.example',
    'https://\\api.example.com',
    'https://api.exam\nple.com',
    ' https://api.example.com',
    'https://api.example.com.',
    'http://169.254.169.254/latest',
    'http://0xa9fea9fe/latest',
    'http://[::ffff:169.254.169.254]',
    'http://0.0.0.0',
    'https://224.0.0.1',
    'https://[64:ff9b::a00:1]',
    'https://[fe80::1]',
  ])('%j is refused', (text) => {
    expect(isComplaint(readBaseUrl(text))).toBe(true);
  });

  test('whatever is accepted is already what the URL parser would make of it', () => {
    holds(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string().map((text) => `https://a.example/${text}`),
        ),
        (text) => {
          const read = readBaseUrl(text);
          if (isComplaint(read)) return;
          const url = new URL(read);
          expect(`${url.origin}${url.pathname.replace(/\/$/, '')}`).toBe(read);
        },
      ),
    );
  });
});

test.each([
  ['api.example.com', 'public'],
  ['8.8.8.8', 'public'],
  ['localhost', 'loopback'],
  ['a.localhost', 'loopback'],
  ['127.9.9.9', 'loopback'],
  ['[::1]', 'loopback'],
  ['[::ffff:7f00:1]', 'unusable'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.0.1', 'private'],
  ['100.64.0.1', 'private'],
  ['[fd00:ec2::254]', 'private'],
  ['intranet', 'private'],
  ['metadata.google.internal', 'private'],
  ['169.254.169.254', 'unusable'],
])('the host %s is %s', (host, reach) => {
  expect(hostReach(host)).toBe(reach);
});
