import { afterEach, expect, test } from '@jest/globals';
import { type LoneFunction, loneFunction } from '../support/lone-function.ts';

let lone: LoneFunction;
afterEach(() => lone.close());

const greedy = `
  const kept = [];
  exports.handler = async (event) => {
    if (event.mb === undefined) return process.memoryUsage().rss;
    for (let i = 0; i < event.mb; i++) kept.push(Buffer.alloc(1_048_576, 1));
    await new Promise((resolve) => setTimeout(resolve, event.ms));
    return kept.length;
  };`;

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
test('a function that takes more memory than it is given is killed, and says so in Lambda’s words', async () => {
  lone = loneFunction(greedy, { memoryMb: 128 });
  const over = lone.pool.invoke(JSON.stringify({ mb: 200, ms: 4_000 }));
  await expect(over).rejects.toMatchObject({
    kind: 'exit',
    errorType: 'Runtime.ExitError',
    message: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
  });
  expect(lone.lines.join('\n')).toMatch(/Memory Size: 128 MB\tMax Memory Used: \d+ MB/);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
test('the same work within the limit succeeds, and the process that was killed is replaced', async () => {
  lone = loneFunction(greedy, { memoryMb: 512 });
  expect(await lone.call({ mb: 200, ms: 0 })).toBe(200);
  await expect(lone.call({ mb: 400, ms: 4_000 })).rejects.toMatchObject({ kind: 'exit' });
  expect(await lone.call({ mb: 1, ms: 0 })).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
test('a heap that cannot grow any more ends the process', async () => {
  lone = loneFunction(
    `exports.handler = async () => {
      const held = [];
      for (;;) held.push(new Array(10_000).fill(held.length));
    };`,
    { memoryMb: 128 },
  );
  await expect(lone.call()).rejects.toMatchObject({
    kind: 'exit',
    message: expect.stringMatching(/signal: (aborted|killed)$/),
  });
});
