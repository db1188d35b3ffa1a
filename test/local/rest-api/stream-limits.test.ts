import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { makePlan } from '../../../local/plan/make-plan.ts';
import type { RestApiPlan } from '../../../local/plan/rest-api-plan.ts';
import { createRestApi } from '../../../local/rest-api/create-rest-api.ts';
import type { RestApiDeps } from '../../../local/rest-api/serve-exchange.ts';
import { fixtureTemplate } from '../support/fixture-template.ts';
import { open, send } from '../support/send.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

const folder = temporaryFolder();
let plan: RestApiPlan;
const ends: (() => void)[] = [];
beforeAll(() => {
  const dir = writeAssembly(join(folder.path, 'cdk.out'), fixtureTemplate({}));
  plan = makePlan(readAssembly(dir), 'us-east-1').restApi;
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => folder.remove());

/** Serves the fixture's `/stream/…` with a function that is nothing but this stream. */
async function serve(body: PassThrough, limits: { idleMs: number; totalMs: number }): Promise<string> {
  const resources = structuredClone(plan.resources).map((resource) => ({
    ...resource,
    methods: Object.fromEntries(
      Object.entries(resource.methods).map(([name, method]) => [
        name,
        typeof method.integration === 'object'
          ? { ...method, integration: { ...method.integration, timeoutMs: limits.totalMs } }
          : method,
      ]),
    ),
  }));
  const deps = {
    invoke: async () => ({ kind: 'streamed', body, failure: () => undefined, abandon: () => body.destroy() }),
    permits: () => true,
    throttle: { admit: () => true },
    checkBody: () => undefined,
    now: Date.now,
  } as unknown as RestApiDeps;
  const server = createRestApi({ ...plan, resources, streamIdleMs: limits.idleMs }, deps, () => undefined);
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
}

const head = Buffer.concat([Buffer.from('{"statusCode":200}'), Buffer.alloc(8)]);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
test('a stream that says nothing for its idle time is cut', async () => {
  const body = new PassThrough();
  body.write(head);
  const chunks = (await open(await serve(body, { idleMs: 40, totalMs: 5_000 }), '/stream/x'))[
    Symbol.asyncIterator
  ]();
  body.write('first');
  expect(String((await chunks.next()).value)).toBe('first');
  await expect(chunks.next()).rejects.toThrow('aborted');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
test('a stream that never rests is cut when its whole time is over', async () => {
  const body = new PassThrough();
  body.write(head);
  const timer = setInterval(() => body.write('.'), 10);
  ends.push(() => clearInterval(timer));
  const response = await open(await serve(body, { idleMs: 5_000, totalMs: 80 }), '/stream/x');
  await expect(
    (async () => {
      for await (const _ of response);
    })(),
  ).rejects.toThrow('aborted');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a stream that has not begun in time is 504', async () => {
  const answer = await send(await serve(new PassThrough(), { idleMs: 40, totalMs: 5_000 }), '/stream/x');
  expect([answer.status, answer.json]).toEqual([504, { oops: 'INTEGRATION_TIMEOUT' }]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
test('an API that is edge-optimized, as one is that says nothing, may pause for 30 s only', () => {
  expect(plan.streamIdleMs).toBe(30_000);
});
