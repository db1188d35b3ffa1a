import { z } from 'zod';
import { readBaseUrl } from './base-url.ts';
import { BODY_BYTES_MAX } from './body-bytes-max.ts';
import { readCarrier } from './carrier.ts';
import { readFieldName } from './header-name.ts';
import { readInjection } from './injection.ts';
import { readMount } from './mount.ts';
import { readQueryName } from './query-name.ts';
import { ROTATION } from './rotation/rotation.ts';
import { ROUTE } from './route.ts';
import { fields, readBy, textBy, whole } from './schema.ts';

/** Presets by name; each has its file in `lib/presets/`. */
export const PRESET_NAMES = ['gemini', 'youtube', 'openai', 'anthropic', 'http'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Below Lambda's 900 s, so that the proxy can still record the outcome. */
export const TOTAL_MS_MAX = 870_000;
/** API Gateway closes a Regional stream after 5 silent minutes. */
export const IDLE_MS_MAX = 300_000;

export const CARRIER = readBy(readCarrier);

export const TIMEOUT_FIELDS = {
  connectMs: whole(1, TOTAL_MS_MAX).optional(),
  headersMs: whole(1, TOTAL_MS_MAX).optional(),
  idleMs: whole(1, IDLE_MS_MAX).optional(),
  totalMs: whole(1, TOTAL_MS_MAX).optional(),
};

const REFUSAL = fields({
  status: whole(400, 599),
  mark: z.string().min(1).max(200).optional(),
  unless: z.array(z.string().min(1).max(200)).min(1).optional(),
});

/** Every field of an upstream. A preset gives all but the first. */
export const UPSTREAM_FIELDS = {
  preset: z.enum(PRESET_NAMES),
  mount: textBy(readMount).optional(),
  baseUrl: textBy(readBaseUrl).optional(),
  inject: z.optional(readBy(readInjection)),
  carriers: z.array(CARRIER).min(1).optional(),
  routes: z.array(ROUTE).min(1).optional(),
  dropQuery: z.array(textBy(readQueryName)).optional(),
  refuseQuery: z.array(textBy(readQueryName)).optional(),
  dropHeaders: z.array(textBy(readFieldName)).optional(),
  bodyBytesMax: whole(0, BODY_BYTES_MAX).optional(),
  timeoutMs: whole(1, TOTAL_MS_MAX).optional(),
  timeouts: fields(TIMEOUT_FIELDS).optional(),
  rotation: ROTATION.optional(),
  refusals: z.array(REFUSAL).min(1).optional(),
};

export const UPSTREAM = fields(UPSTREAM_FIELDS, { name: z.string().optional() });
export type UpstreamData = z.output<typeof UPSTREAM>;
