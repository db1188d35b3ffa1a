import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { firewall } from '../support/firewall-template.ts';
import { makeKey } from '../support/make-key.ts';
import { restTemplate } from '../support/rest-template.ts';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate(firewall), { testControls: true });
});
afterAll(() => small.close());

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
test('a request that is wrong in every way is refused for one reason after the other: firewall, resource, authorizer, key, throttle, parameters, body, function', async () => {
  const { value } = await makeKey(small.run, 'BasicPlan');
  const blocked = '203.0.113.9';
  const steps: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['WAF_FILTERED', '/nowhere', { 'x-local-source-ip': blocked }],
    ['MISSING_AUTHENTICATION_TOKEN', '/nowhere', {}],
    ['UNAUTHORIZED', '/ordered', {}],
    ['INVALID_API_KEY', '/ordered', { 'x-verdict': 'allow' }],
    ['BAD_REQUEST_PARAMETERS', '/ordered', { 'x-verdict': 'allow', 'x-api-key': value }],
    ['REQUEST_TOO_LARGE', '/ordered', { 'x-verdict': 'allow', 'x-api-key': value, 'x-needed': '1' }],
    ['THROTTLED', '/ordered', { 'x-verdict': 'allow', 'x-api-key': value }],
  ];
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  for (const [type, path, headers] of steps) {
    const { json } = await send(small.run.url, path, { method: 'POST', headers, body });
    expect(json.type).toBe(type);
  }
});
