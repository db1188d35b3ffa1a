import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GoogleStsSandbox, googleSts } from '../../sandbox/google-sts/google-sts.ts';
import type { JsonCall } from '../../sandbox/stand-in/json-call.ts';
import { type StandIn, startStandIn } from '../../sandbox/stand-in/start-stand-in.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { AUDIENCE, SERVICE_ACCOUNT } from '../support/google-stand-ins.ts';
import { leaksOf } from '../support/leaks.ts';

let sts: GoogleStsSandbox;
let stsServer: StandIn;
let upstream: StandIn;
let gateway: Gateway;
const received: JsonCall[] = [];
const tokens = () => [...new Set(received.map(({ headers }) => String(headers['authorization']).slice(7)))];

/** Answers whoever has an access token, and repeats it, as a hostile or broken upstream might. */
const api = (call: JsonCall) => {
  received.push(call);
  const token = String(call.headers['authorization'] ?? '').replace('Bearer ', '');
  if (sts.accepts(token)) return { status: 200, json: { models: [], said: token } };
  return { status: 401, json: { error: { status: 'UNAUTHENTICATED' } } };
};

beforeAll(async () => {
  sts = googleSts({ now: () => new Date(), audience: AUDIENCE, serviceAccount: SERVICE_ACCOUNT });
  [stsServer, upstream] = await Promise.all([startStandIn(sts.api), startStandIn(api)]);
  gateway = await startGateway({
    config: {
      upstreams: {
        gemini: {
          preset: 'gemini',
          baseUrl: upstream.baseUrl,
          rotation: {
            driver: 'google-wif',
            userProject: 'paying-project',
            federation: {
              audience: AUDIENCE,
              serviceAccount: SERVICE_ACCOUNT,
              stsUrl: stsServer.baseUrl,
              iamCredentialsUrl: stsServer.baseUrl,
            },
          },
        },
      },
      products: { gemini: [{ upstream: 'gemini' }] },
      plans: { pro: { rate: 100, burst: 100 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
  });
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await Promise.all([stsServer?.close(), upstream?.close()]);
});

const ask = (headers: Record<string, string> = {}) =>
  gateway.fetch('/gemini/v1beta/models', {
    headers: { 'x-goog-api-key': gateway.ready.demoKey, ...headers },
  });

test('without any upstream key a call reaches Google with a short-lived token, on the bill of the named project', async () => {
  const answers = await Promise.all([ask({ 'x-goog-user-project': 'another-project' }), ask(), ask()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const { headers } of received) {
    expect(headers['x-goog-user-project']).toBe('paying-project');
    expect(headers['x-goog-api-key']).toBeUndefined();
  }
});

test('a token in an answer is hidden, and stands in no log and no file of the gateway', async () => {
  const text = await (await ask()).text();
  expect(tokens().length).toBeGreaterThan(0);
  for (const token of tokens()) expect(text).not.toContain(token);
  expect(leaksOf(gateway, tokens())).toEqual([]);
});

test('a token that Google refuses is replaced once; where there is no other, the client gets 503 or 502 and never a 401', async () => {
  let refused = 0;
  upstream.mishaps(() => (refused++ === 0 ? { status: 401, json: {} } : undefined));
  expect((await ask()).status).toBe(200);
  upstream.mishaps(() => ({ status: 401, json: {} }));
  stsServer.mishaps(() => 'lost before');
  const away = await ask();
  expect([502, 503]).toContain(away.status);
  expect(away.headers.get('content-type')).toBe('application/problem+json');
  upstream.mishaps();
  stsServer.mishaps();
  expect((await ask()).status).toBe(200);
});
