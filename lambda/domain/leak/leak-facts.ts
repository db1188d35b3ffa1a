import { createHash } from 'node:crypto';
import { EVENT_VERSION, type EventDetail } from '../../../contract/events.ts';
import type { ReportedToken } from './read-leak-report.ts';

/** A key that somebody found in public. */
export interface LeakFacts {
  readonly keyId: string;
  /** Begins the hash of the value that was found: an id may have had several. */
  readonly fingerprint: string;
  /** Where it lies; empty where nobody said. */
  readonly url: string;
  readonly source: string;
  readonly eventId: string;
}

/** 64 of the hash's 256 bits: enough to tell the values of one id apart, too few to look one up. */
export const fingerprintOf = (keyHash: string): string => keyHash.slice(0, 16);

/** The event about a key in a place: the same one however often the place is reported. */
export function leakDetail(
  { id, client }: { readonly id: string; readonly client: string },
  keyHash: string,
  { url, source }: Pick<ReportedToken, 'url' | 'source'>,
  { stage, now }: { readonly stage: string; readonly now: Date },
): EventDetail<'leak.reported'> {
  const eventId = createHash('sha256')
    .update(JSON.stringify([keyHash, url, source]))
    .digest('hex')
    .slice(0, 32);
  const head = { version: EVENT_VERSION, stage, eventId: `leak/${eventId}`, at: now.toISOString() };
  return { ...head, keyId: id, client, fingerprint: fingerprintOf(keyHash), by: 'github', url, source };
}
