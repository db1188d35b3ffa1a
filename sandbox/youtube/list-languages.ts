import { madeUp } from './made-up.ts';
import { readPart } from './parameters.ts';

const LANGUAGES: readonly (readonly [string, string])[] = [
  ['de', 'German'],
  ['en', 'English'],
  ['fr', 'French'],
];

/** `i18nLanguages.list` (https://developers.google.com/youtube/v3/docs/i18nLanguages/list): three of the languages of YouTube's own pages. */
export function listLanguages(query: URLSearchParams): unknown {
  const part = readPart(query, ['id', 'snippet']);
  return {
    kind: 'youtube#i18nLanguageListResponse',
    etag: madeUp.etag('languages'),
    items: LANGUAGES.map(([id, name]) => ({
      kind: 'youtube#i18nLanguage',
      etag: madeUp.etag('language', id),
      id,
      ...(part.has('snippet') && { snippet: { hl: id, name } }),
    })),
  };
}
