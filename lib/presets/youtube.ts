import { GOOGLE_KEY_REFUSALS, GOOGLE_OTHER_403 } from './google-key-refusals.ts';
import type { Preset } from './preset.ts';
import { GOOGLE, GOOGLE_ANSWERS } from './query-policy.ts';

/** What can be read with an API key alone: https://developers.google.com/youtube/v3/docs. The rest wants a user's consent. */
const COLLECTIONS = [
  'activities',
  'channels',
  'channelSections',
  'commentThreads',
  'comments',
  'i18nLanguages',
  'i18nRegions',
  'playlistItems',
  'playlists',
  'search',
  'subscriptions',
  'videoCategories',
  'videos',
];

/** 403 about what was asked for, not about the key: https://developers.google.com/youtube/v3/docs/errors. */
const ABOUT_THE_RESOURCE = [
  'accessNotConfigured',
  'accountClosed',
  'accountDelegationForbidden',
  'accountSuspended',
  'authenticatedUserAccountClosed',
  'authenticatedUserAccountSuspended',
  'authenticatedUserNotChannel',
  'channelClosed',
  'channelForbidden',
  'channelSuspended',
  'cmsUserAccountNotFound',
  'commentsDisabled',
  'dailyLimitExceeded',
  'forbidden',
  'insufficientPermissions',
  'ineligibleAccount',
  'playlistForbidden',
  'playlistItemsNotAccessible',
  'quotaExceeded',
  'rateLimitExceeded',
  'subscriptionForbidden',
  'userRateLimitExceeded',
  'watchHistoryNotAccessible',
  'watchLaterNotAccessible',
].map((reason) => `"${reason}"`);

/** Google's YouTube Data API v3, read-only. */
export const youtube: Preset = {
  mount: '/youtube/v3',
  baseUrl: 'https://youtube.googleapis.com/youtube/v3',
  inject: { as: 'header', name: 'x-goog-api-key' },
  carriers: [
    { in: 'query', name: 'key' },
    { in: 'header', name: 'x-goog-api-key' },
    { in: 'header', name: 'x-api-key' },
  ],
  routes: COLLECTIONS.map((name) => ({ methods: ['GET'], path: `/${name}`, constraints: GOOGLE_ANSWERS })),
  ...GOOGLE,
  bodyBytesMax: 65_536,
  timeouts: { connectMs: 5_000, headersMs: 30_000, idleMs: 30_000, totalMs: 60_000 },
  refusals: [
    ...GOOGLE_KEY_REFUSALS,
    { status: 400, mark: '"keyInvalid"' },
    { status: 400, mark: '"keyExpired"' },
    // A client that asks for `mine=true` is told that an API key is not enough.
    { status: 401, unless: ['"authorizationRequired"', '"youtubeSignupRequired"', '"CREDENTIALS_MISSING"'] },
    // `forbidden` also accompanies a blocked key; the marks above have caught those.
    { status: 403, unless: [...GOOGLE_OTHER_403, ...ABOUT_THE_RESOURCE] },
  ],
  rotation: { driver: 'manual', probe: '/i18nLanguages?part=snippet' },
};
