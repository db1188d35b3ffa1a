import type { GoogleApi } from '../google/google-api.ts';
import { jsonAnswer } from '../google/json-answer.ts';
import { faultBody } from './fault-body.ts';
import { listChannels } from './list-channels.ts';
import { listLanguages } from './list-languages.ts';
import { listVideos } from './list-videos.ts';
import { search } from './search.ts';

const METHODS: Readonly<Record<string, (query: URLSearchParams) => unknown>> = {
  '/youtube/v3/search': search,
  '/youtube/v3/videos': listVideos,
  '/youtube/v3/channels': listChannels,
  '/youtube/v3/i18nLanguages': listLanguages,
};

/** The YouTube Data API v3 (https://developers.google.com/youtube/v3/docs): search, videos, channels and languages, read only. */
export const youtube: GoogleApi = {
  service: 'youtube.googleapis.com',
  find(call) {
    if (call.method !== 'GET' || !Object.hasOwn(METHODS, call.path)) return undefined;
    const method = METHODS[call.path];
    return method && (() => jsonAnswer(200, method(call.query)));
  },
  faultBody,
};
