import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readBounded } from '../../../lambda/flows/read-bounded.ts';

async function* bodyOf(parts: readonly string[], given: string[] = []): AsyncGenerator<Buffer> {
  for (const part of parts) {
    given.push(part);
    yield Buffer.from(part);
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('whatever the limit, the body that follows is whole and from its first byte', async () => {
  const parts = fc.array(fc.stringMatching(/^[a-z]{0,9}$/), { maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(parts, fc.nat({ max: 60 }), async (list, bytesMax) => {
      const { text, replay } = await readBounded(bodyOf(list), bytesMax);
      expect(list.join('').startsWith(text)).toBe(true);
      expect(text.length > bytesMax || text === list.join('')).toBe(true);
      expect(await textOf(replay)).toBe(list.join(''));
    }),
  );
});

test('no more is read than it takes to pass the limit', async () => {
  const given: string[] = [];
  await readBounded(bodyOf(['aaaa', 'bbbb', 'cccc'], given), 5);
  expect(given).toEqual(['aaaa', 'bbbb']);
});

test('whoever stops reading the replay closes the source', async () => {
  let closed = false;
  async function* source(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield Buffer.from('x');
    } finally {
      closed = true;
    }
  }
  const { replay } = await readBounded(source(), 2);
  let n = 0;
  for await (const _chunk of replay) if (++n > 5) break;
  expect(closed).toBe(true);
});
