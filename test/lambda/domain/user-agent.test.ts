import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { cleanUserAgent } from '../../../lambda/domain/user-agent.ts';
import { anyText } from '../../support/any-text.ts';

const KEY = mintClientKey('test', new Uint8Array(32).fill(7)).reveal();

test('whatever a stranger sends as user agent is stored as at most 160 printable characters', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 2_000 }), (text) => {
      expect(cleanUserAgent(text)).toMatch(/^[ -~]{0,160}$/);
    }),
  );
  expect(cleanUserAgent(undefined)).toBe('');
});

test('no other key or token in a user agent is stored either, and no SDK’s own name is lost', () => {
  const base64url = fc.stringMatching(/^[0-9A-Za-z_-]{32,200}$/);
  fc.assert(
    fc.property(base64url, (secret) => {
      for (const text of [secret, `my-app/1.0 (${secret})`, `eyJhbGciOiJFZERTQSJ9.${secret}.${secret}`])
        expect(cleanUserAgent(text)).not.toContain(secret.slice(0, 32));
    }),
  );
  for (const agent of [
    'google-genai-sdk/1.14.0 gl-node/v20.20.0',
    'google-api-nodejs-client/9.15.1 (gzip)',
    'OpenAI/JS 7.57.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ])
    expect(cleanUserAgent(agent)).toBe(agent);
});

test('a client key in a user agent is not stored, plain or percent-encoded, whole or cut', () => {
  for (const text of [
    KEY,
    `${'a'.repeat(150)}${KEY}`,
    `x ${KEY} ${KEY}`,
    KEY.replaceAll('_', '%5f'),
    KEY.slice(0, -9),
  ])
    expect(cleanUserAgent(text)).not.toContain(KEY.slice(8, 28));
});

test('an agent that spells a key by escapes is stored as nothing but that, and a percent sign alone hides nothing', () => {
  const escaped = [...KEY].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
  expect(cleanUserAgent(`curl/8 ${escaped}`)).toBe('[key]');
  expect(
    cleanUserAgent(KEY.replace(/.{8}/g, (part) => `${part.slice(0, 7)}%${part.charCodeAt(7).toString(16)}`)),
  ).toBe('[key]');
  expect(cleanUserAgent('agent/1.0 (50% off)')).toBe('agent/1.0 (50% off)');
});

test('what is not printable is a question mark each, and what is long is cut', () => {
  expect(cleanUserAgent('a\u001b[2Jé\n')).toBe('a?[2J??');
  expect(cleanUserAgent('a '.repeat(400))).toBe('a '.repeat(80));
  expect(cleanUserAgent(`${'a '.repeat(320)}%41`)).toBe('a '.repeat(80));
});
