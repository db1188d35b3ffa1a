import type { Route } from '../../contract/upstream.ts';
import { GOOGLE_KEY_REFUSALS, GOOGLE_OTHER_403 } from './google-key-refusals.ts';
import type { Preset } from './preset.ts';
import { GOOGLE, GOOGLE_ANSWERS } from './query-policy.ts';

const METHODS = [
  'generateContent',
  'streamGenerateContent',
  'countTokens',
  'embedContent',
  'batchEmbedContents',
];

/**
 * Stateless calls only (https://ai.google.dev/api). Files, cached contents, tuned models, batches, operations, interactions
 * and stores belong to the project behind the upstream key: every client would see everybody's.
 */
const routesOf = (version: string): readonly Route[] =>
  [
    { methods: ['GET'], path: `/${version}/models`, model: 'none' } as const,
    { methods: ['GET'], path: `/${version}/models/*`, model: 'path' } as const,
    ...METHODS.map(
      (method) => ({ methods: ['POST'], path: `/${version}/models/*:${method}`, model: 'path' }) as const,
    ),
  ].map((route) => ({ ...route, constraints: GOOGLE_ANSWERS }));

/**
 * Google's Gemini API. Its OpenAI-compatible endpoint is not part of it, because that one wants the key as a bearer token;
 * `docs/configuration.md` shows it as an upstream of its own.
 */
export const gemini: Preset = {
  mount: '/gemini',
  baseUrl: 'https://generativelanguage.googleapis.com',
  inject: { as: 'header', name: 'x-goog-api-key' },
  carriers: [
    { in: 'header', name: 'x-goog-api-key' },
    { in: 'query', name: 'key' },
    { in: 'header', name: 'x-api-key' },
    { in: 'bearer' },
  ],
  routes: [...routesOf('v1'), ...routesOf('v1beta')],
  ...GOOGLE,
  bodyBytesMax: 4_194_304,
  // A long answer thinks before its first byte and pauses between tokens.
  timeouts: { connectMs: 5_000, headersMs: 60_000, idleMs: 120_000, totalMs: 840_000 },
  refusals: [
    ...GOOGLE_KEY_REFUSALS,
    { status: 401 },
    { status: 403, unless: [...GOOGLE_OTHER_403, 'You do not have permission to access the '] },
  ],
  rotation: { driver: 'manual', probe: '/v1beta/models?pageSize=1' },
};
