import type { Route } from '../../contract/upstream.ts';
import type { Preset } from './preset.ts';
import { ANY_API } from './query-policy.ts';

/**
 * Stateless calls only (https://platform.openai.com/docs/api-reference). Files, uploads, batches, vector stores, assistants,
 * threads, conversations, containers, evals, fine-tuning, stored completions and responses, and the organization's
 * administration belong to the project behind the upstream key: every client would see everybody's.
 */
const CALLS = [
  '/v1/chat/completions',
  '/v1/responses',
  '/v1/responses/input_tokens',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/moderations',
  '/v1/images/generations',
  '/v1/images/edits',
  '/v1/audio/speech',
  '/v1/audio/transcriptions',
  '/v1/audio/translations',
];

/** What fine-tuned models are called (https://platform.openai.com/docs/guides/fine-tuning): suffix and checkpoint may be absent. */
const FINE_TUNED = ['ft:*:*::*', 'ft:*:*:*:*', 'ft:*:*::*:*', 'ft:*:*:*:*:*'];

/** OpenAI's API. */
export const openai: Preset = {
  mount: '/openai',
  baseUrl: 'https://api.openai.com',
  inject: { as: 'bearer' },
  carriers: [{ in: 'bearer' }, { in: 'header', name: 'x-api-key' }],
  routes: [
    { methods: ['GET'], path: '/v1/models', model: 'none' },
    { methods: ['GET'], path: '/v1/models/*', model: 'path' },
    ...FINE_TUNED.map((name): Route => ({ methods: ['GET'], path: `/v1/models/${name}`, model: 'path' })),
    ...CALLS.map((path): Route => ({ methods: ['POST'], path, model: 'body' })),
  ],
  ...ANY_API,
  // Whom to bill: what the upstream key belongs to, and nothing a client could choose.
  dropHeaders: ['openai-organization', 'openai-project'],
  bodyBytesMax: 4_194_304,
  // An answer that is not streamed sends its headers when it is finished; API Gateway waits 5 minutes.
  timeouts: { connectMs: 5_000, headersMs: 280_000, idleMs: 120_000, totalMs: 840_000 },
  // https://platform.openai.com/docs/guides/error-codes: every 401 is about the key, its project or its organization. A 403 is
  // about the place it was called from or the model that was asked for.
  refusals: [{ status: 401 }],
  rotation: { driver: 'manual', probe: '/v1/models' },
};
