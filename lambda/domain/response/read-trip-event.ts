import { EVENT_VERSION } from '../../../contract/events.ts';
import { SECRET_TOKEN_PREFIX } from '../../../contract/honeytokens.ts';
import { sourceRange } from '../source-range.ts';
import type { TripFacts } from '../trip-facts.ts';
import { tripWindow } from '../trip-window.ts';
import { member } from './member.ts';

const TEXT_LENGTH_MAX = 512;

/** The use that a `honeytoken.tripped` tells of; `undefined` for anything that was not made as those are. */
export function readTripEvent(event: unknown): TripFacts | undefined {
  if (member(event, 'detail-type') !== 'honeytoken.tripped') return undefined;
  const detail = member(event, 'detail');
  if (member(detail, 'version') !== EVENT_VERSION) return undefined;
  const text = (name: string): string | undefined => {
    const value = member(detail, name);
    return typeof value === 'string' && value.length <= TEXT_LENGTH_MAX ? value : undefined;
  };
  const [tokenId, source, window, at, ip] = ['tokenId', 'source', 'window', 'at', 'ip'].map(text);
  if (!tokenId || !source || !window || !at || !ip) return undefined;
  if (!isMoment(at) || tripWindow(new Date(at)) !== window || (sourceRange(ip) ?? ip) !== source)
    return undefined;
  const [userAgent = '', method = '', mount = '', carrier = '', callId = ''] = [
    ...['userAgent', 'method', 'mount', 'carrier', 'callId'].map(text),
  ];
  const principal = text('principal');
  const trip = { at, ip, userAgent, method, mount, carrier, callId, ...(principal && { principal }) };
  const once = tokenId.startsWith(SECRET_TOKEN_PREFIX) ? { event: callId } : {};
  return { tokenId, source, window, trip, ...once };
}

const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
