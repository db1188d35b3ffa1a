import { expect, test } from '@jest/globals';
import { gatewayUrlOf } from '../../../lambda/http/gateway-url.ts';
import { gatewayEvent } from '../../support/events.ts';

const url = (
  context: { domainName?: string; path?: string },
  headers: Record<string, readonly string[]> = {},
) => {
  const event = gatewayEvent({ path: '/weather/forecast/rome', headers });
  return gatewayUrlOf({ ...event, requestContext: { ...event.requestContext, ...context } });
};

test('a client reached us at the domain and below the stage that API Gateway tells', () => {
  const context = {
    domainName: 'abc.execute-api.eu-central-1.amazonaws.com',
    path: '/prod/weather/forecast/rome',
  };
  expect(url(context)).toBe('https://abc.execute-api.eu-central-1.amazonaws.com/prod');
  expect(url({ domainName: 'api.example.com', path: '/weather/forecast/rome' })).toBe(
    'https://api.example.com',
  );
});

test('the port is taken from the Host header of the same host only', () => {
  const context = { domainName: '127.0.0.1', path: '/weather/forecast/rome' };
  const proto = { 'X-Forwarded-Proto': ['http'] };
  expect(url(context, { Host: ['127.0.0.1:4000'], ...proto })).toBe('http://127.0.0.1:4000');
  expect(url(context, { Host: ['evil.test:4000'], ...proto })).toBe('http://127.0.0.1');
  expect(url(context, { Host: ['127.0.0.1:4000@evil.test'] })).toBe('');
  expect(url(context, { Host: ['127.0.0.1'] })).toBe('https://127.0.0.1');
});

test('without a host that can be one, a reference starts from wherever the client is', () => {
  expect(url({})).toBe('');
  expect(url({ domainName: 'a b', path: '/prod/weather/forecast/rome' })).toBe('/prod');
  expect(url({ domainName: 'api.example.com', path: '/elsewhere' })).toBe('https://api.example.com');
  expect(url({ domainName: 'api.example.com', path: '/\u00e9/weather/forecast/rome' })).toBe(
    'https://api.example.com',
  );
});
