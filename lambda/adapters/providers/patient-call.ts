import { ProviderFault } from '../../domain/provider-fault.ts';
import type { ProviderAnswer, ProviderCall } from './provider-call.ts';

/** Waits, and never rejects. */
export type Sleep = (ms: number) => Promise<void>;

const TRIES = 4;
const FIRST_PAUSE_MS = 500;
const PAUSE_MS_MAX = 8_000;

/**
 * Asks again after "too many requests", which every provider's quota answers with and which did nothing; and after an answer
 * that a server failed, or none at all, where doing it twice is the same as doing it once. Bounded in number and in time.
 */
export function patientCall(call: ProviderCall, sleep: Sleep, repeatable: boolean): ProviderCall {
  return async (request) => {
    for (let left = TRIES - 1, pauseMs = FIRST_PAUSE_MS; ; left -= 1, pauseMs *= 2) {
      const outcome = await call(request).catch((error: unknown) => error as Error);
      if (left === 0 || !worthAsking(outcome, repeatable)) {
        if (outcome instanceof Error) throw outcome;
        return outcome;
      }
      const askedMs = outcome instanceof Error ? undefined : outcome.retryAfterSeconds;
      await sleep(Math.min(PAUSE_MS_MAX, askedMs === undefined ? pauseMs : askedMs * 1_000));
    }
  };
}

function worthAsking(outcome: ProviderAnswer | Error, repeatable: boolean): boolean {
  if (outcome instanceof Error)
    return repeatable && outcome instanceof ProviderFault && outcome.code === 'unreachable';
  return outcome.status === 429 || (repeatable && outcome.status >= 500);
}
