import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HeaderValues } from '../../../local/rest-api/collect-headers.ts';
import { sourceAddress } from '../../../local/rest-api/source-address.ts';
import { accessLine } from '../support/access-lines.ts';
import { restTemplate } from '../support/rest-template.ts';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
let plain: SmallRun;
beforeAll(async () => {
  [small, plain] = await Promise.all([
    startSmall(restTemplate(), { testControls: true }),
    startSmall(restTemplate()),
  ]);
});
afterAll(() => Promise.all([small.close(), plain.close()]));

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
test.each(['203.0.113.7', '2001:db8::7'])(
  'with the test controls on, %s is the caller’s address everywhere, and nobody sees who said so',
  async (address) => {
    const { json, headers } = await send(small.run.url, '/open', {
      headers: { 'X-Local-Source-Ip': address, 'X-Forwarded-For': '9.9.9.9' },
    });
    expect(json.requestContext.identity.sourceIp).toBe(address);
    expect(json.headers['X-Forwarded-For']).toBe(`9.9.9.9, ${address}`);
    expect(Object.keys(json.headers).map((name) => name.toLowerCase())).not.toContain('x-local-source-ip');
    expect(JSON.stringify(json.multiValueHeaders)).not.toContain('Local-Source');
    const line = await accessLine(small.stateDir, headers['x-amzn-requestid']);
    expect(line['identity.sourceIp']).toBe(address);
  },
);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
test('with the test controls off, the header is one like any other', async () => {
  const { json } = await send(plain.run.url, '/open', { headers: { 'x-local-source-ip': '203.0.113.7' } });
  expect(json.requestContext.identity.sourceIp).toBe('127.0.0.1');
  expect(json.headers['x-local-source-ip']).toBe('203.0.113.7');
});

// No AWS page: this is a control of the local run alone.
test('what is no address is 400 and says what would be one', async () => {
  for (const wrong of ['localhost', '203.0.113.7:80', '203.0.113.0/24', '']) {
    const answer = await send(small.run.url, '/open', { headers: { 'x-local-source-ip': wrong } });
    expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining('203.0.113.7')]);
  }
});

// No AWS page: this is a control of the local run alone.
test('a caller from elsewhere cannot say where it is', () => {
  const headers = new HeaderValues();
  headers.add('x-local-source-ip', '203.0.113.7');
  expect(sourceAddress('192.0.2.1', headers, true)).toEqual({ sourceIp: '192.0.2.1' });
  expect(sourceAddress('::ffff:127.0.0.1', headers, true)).toEqual({ sourceIp: '203.0.113.7' });
});
