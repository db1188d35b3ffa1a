import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { UNSET_SECRET } from '../../../contract/secrets.ts';
import { mayBeSentTo, readUpstreamSecret } from '../../../lambda/domain/upstream-secret.ts';
import { holds } from '../../lib/config/holds.ts';

const document = { state: 'SET', apiKey: 'AQ.some-upstream-key', boundTo: 'https://api.example.com' };

test('a set secret gives its key, its version and where it may go', () => {
  const reading = readUpstreamSecret(JSON.stringify(document), 'v7');
  if (reading.state !== 'set') throw new Error('not set');
  expect(reading.key.secret.reveal()).toBe(document.apiKey);
  expect(reading.key).toMatchObject({ version: 'v7', boundTo: document.boundTo });
});

test('a new secret reads as unset', () => {
  expect(readUpstreamSecret(JSON.stringify(UNSET_SECRET), 'v1')).toEqual({ state: 'unset' });
});

test.each([
  ...['', 'AQ.some-upstream-key', 'null', '[]', '"SET"', '7'],
  JSON.stringify({ ...document, apiKey: '' }),
  JSON.stringify({ ...document, apiKey: 7 }),
  JSON.stringify({ ...document, boundTo: undefined }),
  JSON.stringify({ ...document, apiKey: 'short' }),
  JSON.stringify({ ...document, apiKey: 'line\r\nx-injected: 1' }),
])('the document %j is damaged and not a key', (text) => {
  expect(readUpstreamSecret(text, 'v1')).toEqual({ state: 'damaged' });
});

test('no text makes the reading throw', () => {
  holds(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) =>
      expect(readUpstreamSecret(text, 'v').state).not.toBe('set'),
    ),
  );
});

test.each([
  ['https://api.example.com', 'https://api.example.com/v2', true],
  ['https://api.example.com/v2', 'https://api.example.com/v2', true],
  ['https://api.example.com/v2/', 'https://api.example.com/v2/deep', true],
  ['https://api.example.com/v2', 'https://api.example.com/v20', false],
  ['https://api.example.com/v2', 'https://api.example.com/', false],
  ['https://api.example.com', 'http://api.example.com', false],
  ['https://api.example.com', 'https://api.example.com:8443', false],
  ['https://api.example.com', 'https://api.example.com.evil.test', false],
  ['https://api.example.com', 'https://api.example.com@evil.test', false],
  ['https://api.example.com/v2', 'https://api.example.com/v2/../admin', false],
  ['', 'https://api.example.com', false],
  ['https://api.example.com', 'nowhere', false],
  ['null', 'null', false],
  ['data:a', 'data:b', false],
])('a key bound to %j may go to %j: %s', (boundTo, baseUrl, expected) => {
  expect(mayBeSentTo({ boundTo }, baseUrl)).toBe(expected);
});
