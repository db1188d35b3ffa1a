import type { ProxySettings } from '../../contract/settings.ts';
import type { Upstream } from '../../contract/upstream.ts';
import { gemini } from '../../lib/presets/gemini.ts';
import { ANY_API, GOOGLE } from '../../lib/presets/query-policy.ts';
import { youtube } from '../../lib/presets/youtube.ts';
import { upstreamOf } from '../support/build.ts';
import { CONSTRAINED } from './constrained.ts';

/** One upstream of the campaign, and what must be true of it, said a second time and in other words. */
export interface Mounted {
  readonly settings: ProxySettings;
  /** What may reach it: method, a blank, and the whole path. */
  readonly allowed: RegExp;
  readonly host: string;
  /** The header that holds the one credential, or none where it is in the query. */
  readonly credentialHeader: string | undefined;
  readonly credentialQuery: string | undefined;
  readonly goodTargets: readonly string[];
}

const settings = (upstream: Upstream): ProxySettings => ({
  upstream,
  products: { all: upstream.routes },
  roles: {},
  meter: 'requests',
  quotas: {},
  allowLoopbackUpstreams: false,
});

const { inject: _injected, ...restOfYoutube } = youtube;

export const MOUNTED: readonly Mounted[] = [
  {
    settings: settings({ ...gemini, ...GOOGLE, dropHeaders: [], name: 'gemini' }),
    allowed:
      /^(GET \/v1(beta)?\/models(\/[^/?:]+)?|POST \/v1(beta)?\/models\/[^/?:]+:(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents))$/,
    host: 'generativelanguage.googleapis.com',
    credentialHeader: 'x-goog-api-key',
    credentialQuery: undefined,
    goodTargets: ['/v1beta/models', '/v1/models/x', '/v1beta/models/gemini-2.5-flash:generateContent'],
  },
  {
    settings: settings({
      ...restOfYoutube,
      ...GOOGLE,
      dropHeaders: [],
      inject: { as: 'query', name: 'key' },
      name: 'youtube',
    }),
    allowed:
      /^GET \/youtube\/v3\/(activities|channels|channelSections|comments|commentThreads|i18nLanguages|i18nRegions|playlistItems|playlists|search|subscriptions|videoCategories|videos)$/,
    host: 'youtube.googleapis.com',
    credentialHeader: undefined,
    credentialQuery: 'key',
    goodTargets: ['/search', '/videos', '/channels'],
  },
  {
    settings: settings(
      upstreamOf({
        ...ANY_API,
        inject: { as: 'bearer' },
        carriers: [{ in: 'bearer' }, { in: 'header', name: 'x-api-key' }, { in: 'query', name: 'key' }],
        baseUrl: 'https://api.example.com:8443/v2',
      }),
    ),
    allowed: /^(GET|POST) \/v2\/forecast\/[^/?:]+$/,
    host: 'api.example.com:8443',
    credentialHeader: 'authorization',
    credentialQuery: undefined,
    goodTargets: ['/forecast/rome', '/forecast/caf%C3%A9', '/forecast/a;b=c'],
  },
  {
    settings: settings(CONSTRAINED),
    allowed: /^(GET \/v1\/items|POST \/v1\/(completions|models\/[^/?:]+:run))$/,
    host: 'chat.example.com',
    credentialHeader: 'authorization',
    credentialQuery: undefined,
    goodTargets: [
      ...['/items', '/items', '/items', '/completions', '/completions', '/completions'],
      ...['/models/small:run', '/models/large:run', '/models/big-:run'],
    ],
  },
];
