import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { carrierText, readCarrier } from '../../../lib/config/carrier.ts';
import { isComplaint } from '../../../lib/config/complaint.ts';
import { readInjection } from '../../../lib/config/injection.ts';
import { holds } from './holds.ts';

describe('readCarrier', () => {
  test.each([
    ['X-Api-Key', { in: 'header', name: 'x-api-key' }],
    ['Authorization: Bearer', { in: 'bearer' }],
    ['authorization:bearer', { in: 'bearer' }],
    ['?key=', { in: 'query', name: 'key' }],
  ])('%s is understood', (text, carrier) => {
    expect(readCarrier(text)).toEqual(carrier);
  });

  test.each([
    '',
    'Authorization',
    'Authorization: Basic',
    '?key',
    '?=',
    '?a b=',
    '?a=&b=',
    'Host',
    'cookie',
    'x-forwarded-for',
    'x y',
    'x:y',
    'Transfer-Encoding',
    'x-amzn-trace-id',
  ])('%j is refused', (text) => {
    expect(isComplaint(readCarrier(text))).toBe(true);
  });

  test('a carrier that was read is read again as the same one', () => {
    holds(
      fc.property(
        fc.oneof(fc.anything(), fc.stringMatching(/^[\w-]{1,9}$/), fc.stringMatching(/^\?[\w-]{1,9}=$/)),
        (value) => {
          const carrier = readCarrier(value);
          if (isComplaint(carrier)) return;
          expect(readCarrier(carrier)).toEqual(carrier);
          expect(readCarrier(carrierText(carrier))).toEqual(carrier);
        },
      ),
    );
  });
});

describe('readInjection', () => {
  const because = 'the API reads no header';
  test.each([
    [{ header: 'X-Token' }, { as: 'header', name: 'x-token' }],
    [{ bearer: true }, { as: 'bearer' }],
    [{ basic: { user: '' } }, { as: 'basic', user: '' }],
    [
      { query: 'appid', because },
      { as: 'query', name: 'appid', because },
    ],
  ])('%j is understood, and so is what became of it', (value, injection) => {
    expect(readInjection(value)).toEqual(injection);
    expect(readInjection(injection)).toEqual(injection);
  });

  test.each([
    {},
    { header: 'Connection' },
    { header: 'content-length' },
    { header: 'x-token', bearer: true },
    { header: 'x-token', because },
    { bearer: false },
    { bearer: true, as: 'header' },
    { basic: { user: 'a:b' } },
    { basic: { user: 'a', password: 'b' } },
    { basic: 'a' },
    { query: 'appid' },
    { query: 'appid', because: '' },
    { query: 'a=b', because },
    { as: 'query', name: 'appid' },
    { as: 'cookie', name: 'x' },
    'x-token',
    null,
  ])('%j is refused', (value) => {
    expect(isComplaint(readInjection(value))).toBe(true);
  });
});
