import { expect, test } from '@jest/globals';
import { grantOf, mintBodyOf } from '../../../lambda/http/read-mint-call.ts';
import { proxyEvent } from '../../support/events.ts';

test('a body is read as it was sent, in base64 too, and none is empty', () => {
  expect(mintBodyOf(proxyEvent({ body: '{"ttl":"5m","label":"für"}' }))).toBe('{"ttl":"5m","label":"für"}');
  const body = Buffer.from('{"label":"für"}').toString('base64');
  expect(mintBodyOf(proxyEvent({ body, base64: true }))).toBe('{"label":"für"}');
  expect(mintBodyOf(proxyEvent())).toBe('');
});

test('a body may have 8,192 bytes and not one more, however many characters that is', () => {
  expect(mintBodyOf(proxyEvent({ body: 'x'.repeat(8_192) }))).toHaveLength(8_192);
  const tooLarge = expect.objectContaining({ code: 'request.too_large' });
  expect(() => mintBodyOf(proxyEvent({ body: 'x'.repeat(8_193) }))).toThrow(tooLarge);
  expect(() => mintBodyOf(proxyEvent({ body: 'é'.repeat(4_097) }))).toThrow(tooLarge);
});

test('without a grant of the authorizer’s nothing is minted, even where it said nothing at all', () => {
  const forbidden = expect.objectContaining({ code: 'token.forbidden' });
  const event = proxyEvent();
  expect(() => grantOf(event)).toThrow(forbidden);
  const { authorizer: _, ...requestContext } = event.requestContext;
  expect(() => grantOf({ ...event, requestContext } as typeof event)).toThrow(forbidden);
  const authorizer = { ...event.requestContext.authorizer, grant: '{"keyHash":"h"}' };
  const granted = { ...event, requestContext: { ...event.requestContext, authorizer } } as typeof event;
  expect(grantOf(granted)).toEqual({ keyHash: 'h' });
});
