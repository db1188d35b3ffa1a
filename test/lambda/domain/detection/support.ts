import { DETECTION_LIMITS } from '../../../../lambda/domain/detection/detection-limits.ts';
import { EMPTY_PROFILE, type KeyProfile } from '../../../../lambda/domain/detection/key-profile.ts';
import { networkOf } from '../../../../lambda/domain/detection/network-of.ts';
import type { SeenCall } from '../../../../lambda/domain/detection/seen-call.ts';
import { watchCalls } from '../../../../lambda/domain/detection/watch-calls.ts';

export const START_MS = Date.parse('2026-11-23T00:00:00.000Z');
export const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];

/** A call `atMs` after the start. */
export function call(n: number, atMs: number, over: Partial<SeenCall> = {}): SeenCall {
  const ip = over.ip ?? '203.0.113.7';
  const network = networkOf(ip);
  return {
    ...{ callId: `c${String(n).padStart(6, '0')}`, keyId: 'key_1', client: 'acme', verdict: 'allowed' },
    ...{ atMs: START_MS + atMs, ip, country: 'DE' },
    ...(network === undefined ? {} : { network }),
    ...over,
  };
}

/** So many calls at equal distances. */
export const calls = (
  count: number,
  from: number,
  everyMs: number,
  over: Partial<SeenCall> = {},
): SeenCall[] => Array.from({ length: count }, (_, n) => call(from + n, (from + n) * everyMs, over));

export const watch = (seen: readonly SeenCall[], profile: KeyProfile = EMPTY_PROFILE) =>
  watchCalls(profile, seen, () => true, DETECTION_LIMITS);

export const raised = (seen: readonly SeenCall[]): readonly string[] =>
  watch(seen).findings.map(({ detector, why }) => `${detector}: ${why}`);
