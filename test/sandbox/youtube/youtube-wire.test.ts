import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { anyText } from '../../support/any-text.ts';
import { ask } from '../ask.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox('youtube');
});
afterAll(() => sandbox.close());

const get = (path: string) => ask(sandbox.baseUrl, path, { headers: { 'x-goog-api-key': sandbox.apiKey } });

test.each([
  ['search', 'required', 'part'],
  ['search?part=nonsense', 'unknownPart', 'part'],
  ['search?part=id&maxResults=51', 'invalidParameter', 'maxResults'],
  ['search?part=id&maxResults=-1', 'invalidParameter', 'maxResults'],
  ['search?part=id&maxResults=many', 'invalidParameter', 'maxResults'],
  ['search?part=id&pageToken=nonsense', 'invalidPageToken', 'pageToken'],
  ['search?part=id&type=song', 'invalidParameter', 'type'],
  ['videos?part=id&chart=worst', 'invalidParameter', 'chart'],
  ['videos?part=id', 'missingRequiredParameter', 'parameters.'],
  ['videos?part=id&id=a&chart=mostPopular', 'incompatibleParameters', 'parameters.'],
  ['channels?part=id', 'missingRequiredParameter', 'parameters.'],
])('GET %s is a bad request because of %s at %s', async (path, reason, location) => {
  const { status, text } = await get(`/youtube/v3/${path}`);
  const { error } = JSON.parse(text);
  expect(status).toBe(400);
  expect(error.code).toBe(400);
  expect(error.errors).toEqual([expect.objectContaining({ message: error.message, reason, location })]);
});

test('as many results come as were asked for, none included', async () => {
  for (const maxResults of [0, 1, 23]) {
    const { text } = await get(`/youtube/v3/search?part=id&maxResults=${maxResults}`);
    expect(JSON.parse(text).items).toHaveLength(maxResults);
  }
});

test('whatever the query is, the answer is JSON with status 200 or 400', async () => {
  const names = fc.constantFrom('part', 'q', 'maxResults', 'pageToken', 'id', 'type', 'chart', 'forHandle');
  const pairs = fc.array(fc.tuple(names, fc.oneof(anyText(), fc.base64String())));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('search', 'videos', 'channels'), pairs, async (method, query) => {
      const { status, text } = await get(`/youtube/v3/${method}?part=id&${new URLSearchParams(query)}`);
      expect([200, 400]).toContain(status);
      expect(JSON.parse(text)).toHaveProperty(status === 200 ? 'kind' : 'error.errors.0.reason');
    }),
    { numRuns: 100 },
  );
});
