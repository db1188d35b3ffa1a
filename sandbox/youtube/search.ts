import { madeUp, NOTICE } from './made-up.ts';
import { readPage } from './page.ts';
import { parameterFault } from './parameter-fault.ts';
import { readList, readPart } from './parameters.ts';

/** Every query finds as many, so that a client's paging comes to an end. */
const TOTAL_RESULTS = 23;

const IDS: Readonly<Record<string, (q: string, position: number) => Readonly<Record<string, string>>>> = {
  video: (q, position) => ({ kind: 'youtube#video', videoId: madeUp.videoId(q, position) }),
  channel: (q, position) => ({ kind: 'youtube#channel', channelId: madeUp.channelId(q, position) }),
  playlist: (q, position) => ({ kind: 'youtube#playlist', playlistId: madeUp.playlistId(q, position) }),
};

/** `search.list` (https://developers.google.com/youtube/v3/docs/search/list): results made up from `q`; other filters change nothing. */
export function search(query: URLSearchParams): unknown {
  const part = readPart(query, ['id', 'snippet']);
  const types = readTypes(query);
  const q = query.get('q') ?? '';
  const page = readPage(query, TOTAL_RESULTS);
  return {
    kind: 'youtube#searchListResponse',
    etag: madeUp.etag('search', q, page.positions.length, page.positions[0] ?? 0),
    regionCode: 'US',
    ...page.fields,
    items: page.positions.map((position) => ({
      kind: 'youtube#searchResult',
      etag: madeUp.etag('result', q, position),
      id: types[position % types.length]?.(q, position),
      ...(part.has('snippet') && { snippet: snippet(q, position) }),
    })),
  };
}

function readTypes(query: URLSearchParams) {
  const names = readList(query, 'type');
  if (names.some((name) => !Object.hasOwn(IDS, name)))
    throw parameterFault('type', 'invalidParameter', 'Invalid value. Expected: video, channel, playlist');
  return (names.length === 0 ? ['video'] : names).flatMap((name) => IDS[name] ?? []);
}

function snippet(q: string, position: number) {
  const publishedAt = madeUp.publishedAt(q, position);
  return {
    publishedAt,
    channelId: madeUp.channelId(q),
    title: `Sandbox result ${position + 1} for “${q}”`,
    description: NOTICE,
    thumbnails: madeUp.thumbnails(madeUp.videoId(q, position)),
    channelTitle: 'Sallyport sandbox',
    liveBroadcastContent: 'none',
    publishTime: publishedAt,
  };
}
