import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EVENT_VERSION } from '../../../../contract/events.ts';
import { readTripEvent } from '../../../../lambda/domain/response/read-trip-event.ts';
import { tripFacts } from '../../../support/build.ts';

const { trip, ...place } = tripFacts('key_decoy');
const detail = { version: EVENT_VERSION, stage: 'test', eventId: 'e', ...place, ...trip };
const event = (over: object = {}) => ({
  'detail-type': 'honeytoken.tripped',
  detail: { ...detail, ...over },
});

test('an event is read to the very use that raised it', () => {
  expect(readTripEvent(event())).toEqual({ ...place, trip });
});

test.each([
  ['another type', { ...event(), 'detail-type': 'ip.blocked' }],
  ['another version', event({ version: 2 })],
  ['no token', event({ tokenId: '' })],
  ['a range that is not its address’s', event({ source: '198.51.100.0/24' })],
  ['a window that is not its time’s', event({ window: '2026-11-23T17:15:00.000Z' })],
  ['a time in words', event({ at: '2026-11-23T17:05' })],
  ['a field without an end', event({ tokenId: 'k'.repeat(513) })],
  ['a number in place of a text', event({ ip: 7 })],
])('an event with %s is none of ours', (_what, made) => {
  expect(readTripEvent(made)).toBeUndefined();
});

test('nothing that arrives makes reading it throw, and what is read has a source of its own address', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.object().map((over) => event(over)),
      ),
      (made) => {
        const read = readTripEvent(made);
        if (read !== undefined) expect(read.source.startsWith(read.trip.ip)).toBe(true);
      },
    ),
  );
});
