import type { Timeouts } from '../../contract/upstream.ts';
import { IDLE_MS_MAX } from './upstream-fields.ts';

/** What the config says about timeouts: the short form, some of the parts, or nothing. */
export interface TimeoutsGiven {
  readonly timeoutMs?: number | undefined;
  readonly timeouts?: { readonly [K in keyof Timeouts]?: number | undefined } | undefined;
}

/** The four timeouts; what was not said follows the preset, and never exceeds the whole. */
export function resolveTimeouts(preset: Timeouts, { timeoutMs, timeouts = {} }: TimeoutsGiven): Timeouts {
  if (timeoutMs !== undefined) {
    return {
      connectMs: Math.min(preset.connectMs, timeoutMs),
      headersMs: timeoutMs,
      idleMs: Math.min(IDLE_MS_MAX, timeoutMs),
      totalMs: timeoutMs,
    };
  }
  const totalMs = timeouts.totalMs ?? preset.totalMs;
  return {
    connectMs: timeouts.connectMs ?? Math.min(preset.connectMs, totalMs),
    headersMs: timeouts.headersMs ?? Math.min(preset.headersMs, totalMs),
    idleMs: timeouts.idleMs ?? Math.min(preset.idleMs, totalMs),
    totalMs,
  };
}
