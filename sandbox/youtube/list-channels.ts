import { madeUp, NOTICE } from './made-up.ts';
import { readFilter, readPart } from './parameters.ts';

/** `channels.list` (https://developers.google.com/youtube/v3/docs/channels/list): any well-formed id, handle or user name exists. */
export function listChannels(query: URLSearchParams): unknown {
  const part = readPart(query, ['id', 'snippet', 'contentDetails', 'statistics', 'status']);
  const { filter, values } = readFilter(query, ['forHandle', 'forUsername', 'id']);
  const ids =
    filter === 'id'
      ? values.filter((id) => /^UC[\w-]{22}$/.test(id)).slice(0, 50)
      : [madeUp.channelId(filter, values[0]?.toLowerCase().replace(/^@/, '') ?? '')];
  return {
    kind: 'youtube#channelListResponse',
    etag: madeUp.etag('channels', ...ids),
    pageInfo: { totalResults: ids.length, resultsPerPage: 5 },
    items: ids.map((id) => channel(id, part)),
  };
}

const channel = (id: string, part: ReadonlySet<string>) => ({
  kind: 'youtube#channel',
  etag: madeUp.etag('channel', id),
  id,
  ...(part.has('snippet') && {
    snippet: {
      title: `Sandbox channel ${id}`,
      description: NOTICE,
      customUrl: `@sandbox-${id.slice(2, 10).toLowerCase()}`,
      publishedAt: madeUp.publishedAt(id),
      thumbnails: madeUp.thumbnails(id),
      localized: { title: `Sandbox channel ${id}`, description: NOTICE },
    },
  }),
  ...(part.has('contentDetails') && {
    contentDetails: { relatedPlaylists: { likes: '', uploads: `UU${id.slice(2)}` } },
  }),
  ...(part.has('statistics') && {
    statistics: {
      viewCount: String(madeUp.count(1_000_000, id)),
      subscriberCount: String(madeUp.count(10_000, id)),
      hiddenSubscriberCount: false,
      videoCount: String(madeUp.count(500, id)),
    },
  }),
  ...(part.has('status') && {
    status: { privacyStatus: 'public', isLinked: true, longUploadsStatus: 'longUploadsUnspecified' },
  }),
});
