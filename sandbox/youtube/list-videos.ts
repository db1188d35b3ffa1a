import { madeUp, NOTICE } from './made-up.ts';
import { readPage } from './page.ts';
import { parameterFault } from './parameter-fault.ts';
import { readFilter, readPart } from './parameters.ts';

const CHART_LENGTH = 23;

/** `videos.list` (https://developers.google.com/youtube/v3/docs/videos/list): any well-formed id exists, others are left out as YouTube leaves them out. */
export function listVideos(query: URLSearchParams): unknown {
  const part = readPart(query, ['id', 'snippet', 'contentDetails', 'statistics', 'status']);
  const { filter, values } = readFilter(query, ['chart', 'id']);
  const { ids, ...fields } = filter === 'chart' ? chart(query, values) : named(values);
  return {
    kind: 'youtube#videoListResponse',
    etag: madeUp.etag('videos', ...ids),
    items: ids.map((id) => video(id, part)),
    ...fields,
  };
}

function chart(query: URLSearchParams, values: readonly string[]) {
  if (values[0] !== 'mostPopular')
    throw parameterFault('chart', 'invalidParameter', 'Invalid value. Expected: mostPopular');
  const page = readPage(query, CHART_LENGTH);
  return { ids: page.positions.map((position) => madeUp.videoId('chart', position)), ...page.fields };
}

function named(values: readonly string[]) {
  const ids = values.filter((id) => /^[\w-]{11}$/.test(id)).slice(0, 50);
  return { ids, pageInfo: { totalResults: ids.length, resultsPerPage: ids.length } };
}

const video = (id: string, part: ReadonlySet<string>) => ({
  kind: 'youtube#video',
  etag: madeUp.etag('video', id),
  id,
  ...(part.has('snippet') && {
    snippet: {
      publishedAt: madeUp.publishedAt(id),
      channelId: madeUp.channelId(id),
      title: `Sandbox video ${id}`,
      description: NOTICE,
      thumbnails: madeUp.thumbnails(id),
      channelTitle: 'Sallyport sandbox',
      categoryId: '28',
      liveBroadcastContent: 'none',
      localized: { title: `Sandbox video ${id}`, description: NOTICE },
    },
  }),
  ...(part.has('contentDetails') && {
    contentDetails: {
      duration: `PT${1 + madeUp.count(59, id)}M${madeUp.count(60, id, 's')}S`,
      dimension: '2d',
      definition: 'hd',
      caption: 'false',
      licensedContent: false,
      contentRating: {},
      projection: 'rectangular',
    },
  }),
  ...(part.has('statistics') && {
    statistics: {
      viewCount: String(madeUp.count(1_000_000, id)),
      likeCount: String(madeUp.count(10_000, id)),
      favoriteCount: '0',
      commentCount: String(madeUp.count(1_000, id)),
    },
  }),
  ...(part.has('status') && {
    status: {
      uploadStatus: 'processed',
      privacyStatus: 'public',
      license: 'youtube',
      embeddable: true,
      publicStatsViewable: true,
      madeForKids: false,
    },
  }),
});
