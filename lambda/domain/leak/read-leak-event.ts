import { EVENT_VERSION } from '../../../contract/events.ts';
import { member } from '../response/member.ts';
import { cleanLink, cleanWord } from './clean-link.ts';
import type { LeakFacts } from './leak-facts.ts';

/** Whether an event says that a key was found in public. */
export const isLeakEvent = (event: unknown): boolean => member(event, 'detail-type') === 'leak.reported';

/** The leak that a `leak.reported` tells of; `undefined` for anything that was not made as those are. */
export function readLeakEvent(event: unknown): LeakFacts | undefined {
  const detail = member(event, 'detail');
  if (!isLeakEvent(event) || member(detail, 'version') !== EVENT_VERSION) return undefined;
  const matching = (name: string, form: RegExp): string | undefined => {
    const value = member(detail, name);
    return typeof value === 'string' && form.test(value) ? value : undefined;
  };
  const keyId = matching('keyId', /^key_[0-9A-Za-z]{1,40}$/);
  const fingerprint = matching('fingerprint', /^[0-9a-f]{16}$/);
  const eventId = matching('eventId', /^leak\/[0-9a-f]{32}$/);
  if (keyId === undefined || fingerprint === undefined || eventId === undefined) return undefined;
  const [url, source] = [cleanLink(member(detail, 'url')), cleanWord(member(detail, 'source'))];
  return { keyId, fingerprint, eventId, url, source };
}
