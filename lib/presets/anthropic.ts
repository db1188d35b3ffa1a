import type { Preset } from './preset.ts';
import { ANY_API } from './query-policy.ts';

/**
 * Anthropic's Messages API, stateless calls only (https://docs.claude.com/en/api/overview). Batches, files, skills, agents,
 * sessions and the organization's administration belong to the workspace behind the upstream key: every client would see
 * everybody's. `anthropic-version` and `anthropic-beta` travel as they come: what a beta opens beyond these routes stays shut.
 */
export const anthropic: Preset = {
  mount: '/anthropic',
  baseUrl: 'https://api.anthropic.com',
  inject: { as: 'header', name: 'x-api-key' },
  carriers: [{ in: 'header', name: 'x-api-key' }, { in: 'bearer' }],
  routes: [
    { methods: ['GET'], path: '/v1/models', model: 'none' },
    { methods: ['GET'], path: '/v1/models/*', model: 'path' },
    { methods: ['POST'], path: '/v1/messages', model: 'body' },
    { methods: ['POST'], path: '/v1/messages/count_tokens', model: 'body' },
  ],
  ...ANY_API,
  dropHeaders: ['anthropic-organization-id', 'anthropic-workspace-id'],
  bodyBytesMax: 4_194_304,
  // An answer that is not streamed sends its headers when it is finished; API Gateway waits 5 minutes.
  timeouts: { connectMs: 5_000, headersMs: 280_000, idleMs: 120_000, totalMs: 840_000 },
  // https://docs.claude.com/en/api/errors. Another 403 comes from the network in front of the API.
  refusals: [{ status: 401 }, { status: 403, mark: '"permission_error"' }],
  rotation: {
    driver: 'manual',
    probe: '/v1/models?limit=1',
    probeHeaders: { 'anthropic-version': '2023-06-01' },
  },
};
