import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeNewest } from '../../../lambda/flows/merge-newest.ts';

async function* from(items: readonly string[], state = { closed: 0 }): AsyncGenerator<string> {
  try {
    yield* items;
  } finally {
    state.closed += 1;
  }
}

const merged = (sources: readonly (readonly string[])[]) =>
  mergeNewest(
    sources.map((items) => from(items)),
    (item) => item,
  );

test('what is merged is everything, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.string())), async (lists) => {
      const sources = lists.map((list) => [...list].sort().reverse());
      const all: string[] = [];
      for await (const item of merged(sources)) all.push(item);
      expect(all).toEqual(lists.flat().sort().reverse());
    }),
  );
});

test('leaving early closes every source', async () => {
  const state = { closed: 0 };
  const sources = [from(['c', 'a'], state), from(['d', 'b'], state)];
  for await (const item of mergeNewest(sources, (text) => text)) if (item === 'c') break;
  expect(state.closed).toBe(2);
});
