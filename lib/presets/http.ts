import type { Preset } from './preset.ts';

/** Any other HTTP API: what can be said without knowing it. The config gives the rest. */
export const http = {
  bodyBytesMax: 1_048_576,
  timeouts: { connectMs: 5_000, headersMs: 30_000, idleMs: 30_000, totalMs: 60_000 },
  refusals: [{ status: 401 }, { status: 403 }],
} as const satisfies Partial<Preset>;

/** What an upstream without a more specific preset must say itself. */
export const HTTP_REQUIRED = ['mount', 'baseUrl', 'inject', 'carriers', 'routes'] as const;
