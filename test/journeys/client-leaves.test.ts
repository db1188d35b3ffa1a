import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';

let server: http.Server;
let gateway: Gateway;
let closedAt: Promise<number>;

beforeAll(async () => {
  let closed: (at: number) => void = () => undefined;
  closedAt = new Promise((resolve) => (closed = resolve));
  server = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const drip = setInterval(() => response.write('data: tick\n\n'), 50);
    response.on('close', () => {
      clearInterval(drip);
      closed(Date.now());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  gateway = await startGateway({
    config: {
      upstreams: { gemini: { preset: 'gemini', baseUrl } },
      products: { gemini: [{ upstream: 'gemini' }] },
      plans: { basic: { rate: 10, burst: 10 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { GEMINI_API_KEY: 'a-long-enough-key' },
  });
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  server?.closeAllConnections();
  server?.close();
});

test('a client that leaves in mid-stream closes the upstream call within a second, and the audit says so', async () => {
  const leaving = new AbortController();
  const url = `/gemini/v1beta/models/m:streamGenerateContent?alt=sse&key=${gateway.ready.demoKey}`;
  const response = await gateway.fetch(url, { method: 'POST', body: '{}', signal: leaving.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  const leftAt = Date.now();
  leaving.abort();
  await reader?.read().catch(() => undefined);
  expect((await closedAt) - leftAt).toBeLessThan(1_000);

  await pause(300);
  const { stdout } = await gateway.cli(['audit', 'search', '--json']);
  const { items } = JSON.parse(stdout) as { items: Record<string, unknown>[] };
  expect(items[0]).toMatchObject({ verdict: 'client.left', status: 200 });
}, 30_000);
