import { describe, expect, test } from '@jest/globals';
import { stubServer } from '../../support/stub-server.ts';
import {
  ask,
  GENERATE,
  holding,
  SEARCH,
  statusOf,
  UNKNOWN_KEY,
  UPSTREAM_KEY,
  type World,
  withoutIds,
} from './world.ts';

/** What a client key opens, and what the two sides get to see. */
export function keyTests(open: () => World): void {
  test('a key opens the routes of its products and no others', async () => {
    const { gateway, upstream, keys } = open();
    const { key } = keys.gemini;
    expect(await ask(open(), GENERATE, holding(key))).toMatchObject({ status: 200, text: '{"ok":true}' });
    const before = upstream.received.length;
    const response = await gateway.fetch(`${SEARCH}&key=${key}`);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'route.forbidden', status: 403 });
    expect(await statusOf(open(), '/gemini/v1beta/files', key)).toBe(403);
    expect(upstream.received).toHaveLength(before);
  }, 20_000);

  describe('a credential that is not accepted', () => {
    const demoKey = () => open().gateway.ready.demoKey;
    const cases: [string, () => Record<string, string>][] = [
      ['no key', () => ({})],
      ['an empty key', () => ({ 'x-goog-api-key': '' })],
      ['a key that was never issued', () => ({ 'x-goog-api-key': UNKNOWN_KEY })],
      ['a truncated key', () => ({ 'x-goog-api-key': demoKey().slice(0, -1) })],
      ['a key with one character changed', () => ({ 'x-goog-api-key': changed(demoKey()) })],
      ['a key in a place this upstream does not use', () => ({ 'api-key': demoKey() })],
      ['two different keys', () => ({ 'x-goog-api-key': demoKey(), 'x-api-key': UNKNOWN_KEY })],
      ['a key of another scheme', () => ({ authorization: `Basic ${demoKey()}` })],
    ];

    test.each(cases)('gets the one answer and never reaches the upstream: %s', async (_name, headers) => {
      const { upstream } = open();
      const before = upstream.received.length;
      const reference = await ask(open(), GENERATE);
      const answer = await ask(open(), GENERATE, headers());
      expect(answer.status).toBe(401);
      expect(withoutIds(answer)).toEqual(withoutIds(reference));
      expect(upstream.received).toHaveLength(before);
    });

    const changed = (key: string) => key.slice(0, 12) + (key[12] === 'a' ? 'b' : 'a') + key.slice(13);
  });

  test('the upstream sees its own credential, once, in a header, and nothing of the client’s', async () => {
    const { gateway, upstream } = open();
    const path = `${GENERATE}?alt=json&key=${gateway.ready.demoKey}`;
    const headers = {
      'x-api-key': gateway.ready.demoKey,
      cookie: 'a=b',
      'x-forwarded-for': '203.0.113.9',
      'x-mine': 'kept',
    };
    expect(await ask(open(), path, headers)).toMatchObject({ status: 200 });
    const seen = upstream.received.at(-1);
    expect(seen?.url).toBe('/v1beta/models/gemini-2.5-flash:generateContent?alt=json');
    const whole = JSON.stringify(seen);
    expect(whole.split(JSON.stringify(UPSTREAM_KEY))).toHaveLength(3); // parsed and raw headers: one each
    expect(whole).not.toContain(gateway.ready.demoKey);
    expect(seen?.headers).toMatchObject({ 'x-goog-api-key': UPSTREAM_KEY, 'x-mine': 'kept' });
    expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']));
    expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-forwarded-for']));
    expect(seen?.body).toBe('{"contents":[]}');
  });

  test('an upstream that echoes its key in body and headers gives nothing away', async () => {
    const { gateway, upstream } = open();
    const echo = await stubServer((response, { headers }) => {
      const key = String(headers['x-goog-api-key']);
      response.setHeader('x-request-id', key);
      response.write(`plain ${key.slice(0, 9)}`);
      setTimeout(() => response.end(`${key.slice(9)} base64 ${Buffer.from(key).toString('base64')}`), 20);
    });
    const usual = upstream.http.listeners('request') as ((...facts: unknown[]) => void)[];
    upstream.http.removeAllListeners('request');
    upstream.http.on('request', (request, response) => echo.http.emit('request', request, response));
    const answer = await ask(open(), GENERATE, holding(gateway.ready.demoKey));
    expect(answer.text).toMatch(/^plain \[redacted\] base64 \[redacted\]/);
    expect(answer.headers.get('x-request-id')).toBe('[redacted]');
    upstream.http.removeAllListeners('request');
    for (const listener of usual) upstream.http.on('request', listener);
    await echo.close();
  });

  test('every call of a known key is in the audit, with what was decided and how it ended', async () => {
    const { gateway, keys } = open();
    const { id, key } = keys.audited;
    await gateway.fetch(`${SEARCH}&key=${key}`);
    const filter = ['--key', id, '--status', '403', '--ip', '127.0.0.1', '--client', 'acme'];
    const { stdout } = await gateway.cli(['audit', 'search', ...filter, '--json']);
    const { items } = JSON.parse(stdout) as { items: Record<string, unknown>[] };
    const denied = {
      keyId: id,
      client: 'acme',
      upstream: 'youtube',
      verdict: 'route.forbidden',
      status: 403,
    };
    expect(items).toEqual([expect.objectContaining(denied)]);
  }, 20_000);
}
