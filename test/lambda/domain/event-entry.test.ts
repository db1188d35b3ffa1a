import { expect, test } from '@jest/globals';
import { EVENT_VERSION } from '../../../contract/events.ts';
import { eventEntry } from '../../../lambda/domain/event-entry.ts';
import { ProviderFault } from '../../../lambda/domain/provider-fault.ts';
import { quotaEnding } from '../../../lambda/domain/quota-ending.ts';

test('an event goes to its bus with its type, and its detail as JSON', () => {
  const at = '2026-11-26T12:00:00.000Z';
  const head = { version: EVENT_VERSION, stage: 'test', eventId: 'e', at };
  const detail = { ...head, upstream: 'api', versionId: 'v' };
  expect(eventEntry('the-bus', 'rotation.succeeded', detail)).toEqual({
    EventBusName: 'the-bus',
    Source: 'sallyport',
    DetailType: 'rotation.succeeded',
    Detail: JSON.stringify(detail),
  });
});

test('a provider’s failure says what was asked and with which status, and nothing that the provider said', () => {
  const fault = new ProviderFault('refused', 'creating a key', 403);
  expect([fault.name, fault.message]).toEqual(['ProviderFault', 'creating a key: refused (403)']);
  expect([fault.code, fault.action, fault.status]).toEqual(['refused', 'creating a key', 403]);
  expect(new ProviderFault('slow', 'x').message).toBe('x: slow');
});

test('a stream that used too much ends with an event that Google’s SDKs read as an error', () => {
  const text = quotaEnding('call-1').toString();
  expect(text.startsWith('\r\n\r\ndata: ')).toBe(true);
  expect(text.endsWith('\r\n\r\n')).toBe(true);
  const { error } = JSON.parse(text.trim().slice('data: '.length));
  expect(error).toMatchObject({ code: 429, status: 'RESOURCE_EXHAUSTED' });
  expect(error.details).toEqual([
    expect.objectContaining({
      code: 'quota.exceeded',
      status: 429,
      requestId: 'call-1',
      title: error.message,
    }),
  ]);
});
