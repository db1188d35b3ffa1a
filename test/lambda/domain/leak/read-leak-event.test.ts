import { expect, test } from '@jest/globals';
import { isLeakEvent, readLeakEvent } from '../../../../lambda/domain/leak/read-leak-event.ts';

const detail = {
  ...{ version: 1, keyId: 'key_0aB', fingerprint: '0123456789abcdef', eventId: `leak/${'a'.repeat(32)}` },
  ...{ url: '', source: 'commit' },
};
const event = (over: object = {}) => ({ 'detail-type': 'leak.reported', detail: { ...detail, ...over } });

test('an event of ours is read', () => {
  const { version: _, ...facts } = detail;
  expect(readLeakEvent(event())).toEqual(facts);
});

test.each([
  ['another kind', { ...event(), 'detail-type': 'honeytoken.tripped' }],
  ['another version', event({ version: 2 })],
  ['no key', event({ keyId: undefined })],
  ['more before a key', event({ keyId: 'xkey_0aB' })],
  ['more behind a key', event({ keyId: 'key_0aB\n' })],
  ['a key that is no text', event({ keyId: ['key_0aB'] })],
  ['no fingerprint', event({ fingerprint: undefined })],
  ['more before a fingerprint', event({ fingerprint: '00123456789abcdef' })],
  ['more behind a fingerprint', event({ fingerprint: '0123456789abcdef0' })],
  ['no id', event({ eventId: undefined })],
  ['more before an id', event({ eventId: `xleak/${'a'.repeat(32)}` })],
  ['more behind an id', event({ eventId: `leak/${'a'.repeat(33)}` })],
  ['nothing', undefined],
])('an event with %s is none of a leak', (_what, other) => {
  expect(readLeakEvent(other)).toBeUndefined();
});

test('a broken event of a leak is one all the same, for whoever counts them', () => {
  expect([isLeakEvent(event({ keyId: undefined })), isLeakEvent({})]).toEqual([true, false]);
});
