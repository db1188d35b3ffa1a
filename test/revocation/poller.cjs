'use strict';
// One warm authorizer: the deployed bundle in a process of its own, asked again and again with the same key.
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { handler } = require(join(process.env.LAMBDA_TASK_ROOT, 'index.cjs'));

const EVERY_MS = 100;

process.once('message', async ({ key, methodArn }) => {
  const event = {
    methodArn,
    httpMethod: 'GET',
    path: '/gemini/v1beta/models',
    multiValueHeaders: { 'x-goog-api-key': [key] },
    multiValueQueryStringParameters: null,
    requestContext: {
      requestId: 'r',
      extendedRequestId: `poll-${process.pid}`,
      identity: { sourceIp: '203.0.113.7' },
    },
  };
  for (let ready = false; ; ready = true) {
    const at = Date.now();
    const allowed = await handler(event, {}).then(
      () => true,
      () => false,
    );
    if (!ready) process.send({ kind: 'warm', allowed });
    if (!allowed) break;
    process.send({ kind: 'allowed', at }, undefined, undefined, () => undefined);
    await pause(EVERY_MS);
  }
  process.send({ kind: 'refused', at: Date.now() }, undefined, undefined, () => undefined);
});
process.send({ kind: 'loaded' });
