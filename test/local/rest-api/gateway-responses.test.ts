import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { restTemplate } from '../support/rest-template.ts';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate());
});
afterAll(() => small.close());

const denied = (headers: Readonly<Record<string, string>> = {}) =>
  send(small.run.url, '/cached?tenant=t%0D%0Aa', { headers: { 'x-verdict': 'deny', ...headers } });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
test('a gateway response has the stack’s status, and headers from literals, the request, the stage and the context', async () => {
  const { status, headers } = await denied();
  expect(status).toBe(418);
  expect(headers).toMatchObject({
    'x-literal': 'as it stands',
    'x-verdict': 'deny',
    'x-tier': 'gold',
    'x-request': headers['x-amzn-requestid'],
    'x-amzn-errortype': 'AccessDeniedException',
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
test('what a client sent cannot end the header that it is mapped to', async () => {
  expect((await denied()).headers['x-tenant']).toBe('t  a');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
test('the body is the template of the accepted media type, with its variables replaced and nothing evaluated', async () => {
  expect((await denied()).json).toEqual({
    why: 'User is not authorized to access this resource with an explicit deny',
    tier: 'gold',
  });
  const plain = await denied({ accept: 'text/plain' });
  expect([plain.text, plain.headers['content-type']]).toEqual(['ACCESS_DENIED', 'text/plain']);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a type without a response of its own has that of its class', async () => {
  expect((await send(small.run.url, '/nowhere')).json).toEqual({
    type: 'MISSING_AUTHENTICATION_TOKEN',
    message: 'Missing Authentication Token',
  });
  const broken = await send(small.run.url, '/open/throw');
  expect([broken.status, broken.json]).toEqual([502, { oops: 'DEFAULT_5XX' }]);
});
