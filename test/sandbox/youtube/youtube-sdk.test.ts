import { youtube, type youtube_v3 } from '@googleapis/youtube';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';

let sandbox: Sandbox;
let client: youtube_v3.Youtube;

beforeAll(async () => {
  sandbox = await startSandbox('youtube');
  // Left to itself the SDK imports node-fetch dynamically, which Jest does not allow in CommonJS.
  const fetchImplementation = fetch;
  const rootUrl = `${sandbox.baseUrl}/`;
  client = youtube({ version: 'v3', auth: sandbox.apiKey, rootUrl, fetchImplementation });
});
afterAll(() => sandbox.close());

test('the official SDK reads search results that say they are from a sandbox', async () => {
  const { data } = await client.search.list({ part: ['snippet'], q: 'two doors' });
  expect(data.kind).toBe('youtube#searchListResponse');
  expect(data.items).toHaveLength(5);
  expect(data.items?.[0]?.snippet).toMatchObject({
    title: 'Sandbox result 1 for “two doors”',
    description: expect.stringMatching(/sandbox, not YouTube/),
  });
  expect(data.items?.[0]?.id?.videoId).toMatch(/^[\w-]{11}$/);
});

test('equal searches find equal results, other searches other ones', async () => {
  const find = async (q: string) => (await client.search.list({ part: ['snippet'], q })).data;
  expect(await find('a')).toEqual(await find('a'));
  expect((await find('a')).items?.[0]?.id).not.toEqual((await find('b')).items?.[0]?.id);
});

test('following the page tokens visits every result once, and back again', async () => {
  const page = async (pageToken?: string) =>
    (await client.search.list({ part: ['id'], q: 'x', maxResults: 10, pageToken })).data;
  const first = await page();
  const second = await page(first.nextPageToken ?? undefined);
  const third = await page(second.nextPageToken ?? undefined);
  const ids = [first, second, third].flatMap(({ items }) => items ?? []).map(({ id }) => id?.videoId);
  expect(new Set(ids).size).toBe(first.pageInfo?.totalResults);
  expect(third.nextPageToken).toBeUndefined();
  expect((await page(second.prevPageToken ?? undefined)).items).toEqual(first.items);
});

test('results are of the types that were asked for', async () => {
  const { data } = await client.search.list({
    part: ['id'],
    q: 'x',
    type: ['channel', 'playlist'],
    maxResults: 2,
  });
  expect(data.items?.map(({ id }) => id?.kind)).toEqual(['youtube#channel', 'youtube#playlist']);
});

test('a video that a search found can be listed, with the parts that were asked for only', async () => {
  const found = await client.search.list({ part: ['id'], q: 'x', maxResults: 1 });
  const id = found.data.items?.[0]?.id?.videoId ?? '';
  const { data } = await client.videos.list({ part: ['snippet', 'statistics'], id: [id, 'malformed'] });
  expect(data.items?.map((video) => video.id)).toEqual([id]);
  expect(Object.keys(data.items?.[0] ?? {}).sort()).toEqual(['etag', 'id', 'kind', 'snippet', 'statistics']);
});

test('the chart of popular videos is paged', async () => {
  const { data } = await client.videos.list({
    part: ['snippet', 'contentDetails', 'status'],
    chart: 'mostPopular',
  });
  expect(data.items).toHaveLength(5);
  expect(data.nextPageToken).toBe('CAUQAA');
});

test('a channel is the same by its handle in any case, with or without @', async () => {
  const by = async (forHandle: string) =>
    (await client.channels.list({ part: ['id', 'snippet', 'statistics', 'status'], forHandle })).data
      .items?.[0]?.id;
  expect(await by('@Doors')).toMatch(/^UC[\w-]{22}$/);
  expect(await by('@Doors')).toBe(await by('doors'));
});

test('a channel is found by its id', async () => {
  const id = `UC${'a'.repeat(22)}`;
  const { data } = await client.channels.list({ part: ['contentDetails'], id: [id] });
  expect(data.items?.[0]?.contentDetails?.relatedPlaylists?.uploads).toBe(`UU${'a'.repeat(22)}`);
});
