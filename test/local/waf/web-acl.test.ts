import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accessLine } from '../support/access-lines.ts';
import { firewall } from '../support/firewall-template.ts';
import { restTemplate } from '../support/rest-template.ts';
import { type Sending, type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate(firewall), { testControls: true });
});
afterAll(() => small.close());

const from = (sourceIp: string, path = '/open', sending: Sending = {}): Promise<Sent> =>
  send(small.run.url, path, { ...sending, headers: { 'x-local-source-ip': sourceIp } });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
test('a blocked request is WAF_FILTERED in the words of the API, and the log says so', async () => {
  for (const address of ['203.0.113.9', '2001:db8::9']) {
    const { status, json, headers } = await from(address, '/cached?tenant=a');
    expect([status, json]).toEqual([403, { type: 'WAF_FILTERED', message: 'Forbidden' }]);
    expect(await accessLine(small.stateDir, headers['x-amzn-requestid'])).toMatchObject({
      wafResponseCode: 'WAF_BLOCK',
      'waf.status': '403',
      webaclArn: expect.stringMatching(/^arn:aws:wafv2:us-east-1:000000000000:regional\/webacl\/acl\//),
      'identity.sourceIp': address,
      'error.responseType': 'WAF_FILTERED',
    });
  }
});

// https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html
test('what no rule decides goes the way of the default action', async () => {
  const { status, headers } = await from('192.0.2.1');
  expect(status).toBe(200);
  const line = await accessLine(small.stateDir, headers['x-amzn-requestid']);
  expect(line['wafResponseCode']).toBe('WAF_ALLOW');
});

// https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions-evaluation.html
test('rules are asked in order of priority, the first that allows or blocks decides, and one that counts does not', async () => {
  expect((await from('192.0.2.1', '/open/trusted/late.php')).status).toBe(200);
  expect((await from('192.0.2.1', '/open/late.PHP')).status).toBe(403);
  expect((await from('203.0.113.9', '/open/trusted')).status).toBe(403);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
test('a rule on the body sees it before anybody else, and the function still gets it whole', async () => {
  const body = (bytes: number): Sending => ({ method: 'POST', body: 'x'.repeat(bytes) });
  expect((await from('192.0.2.1', '/open', body(8193))).status).toBe(403);
  expect((await from('192.0.2.1', '/open', body(17_000))).status).toBe(403);
  expect((await from('192.0.2.1', '/open', body(8192))).json.body).toHaveLength(8192);
  expect((await from('192.0.2.1', '/open/trusted', body(100_000))).json.body).toHaveLength(100_000);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
test('a rate above the limit is answered as its rule says, per address, until the window has passed', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 11; i++) statuses.push((await from('192.0.2.50', '/open/rated')).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  const { headers, json } = await from('192.0.2.50', '/open/rated');
  expect([headers['retry-after'], headers['content-type'], json]).toEqual([
    '60',
    'application/json',
    { later: true },
  ]);
  expect((await from('192.0.2.51', '/open/rated')).status).toBe(200);
  expect((await from('192.0.2.50', '/open')).status).toBe(200);
  await small.clock.advance(61_000);
  expect((await from('192.0.2.50', '/open/rated')).status).toBe(200);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
test('a rule that only counts is named at boot', () => {
  expect(small.run.unhonoured.join()).toContain(
    'rule counted uses Count, which leaves no metric here (WebAcl)',
  );
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html
test('a rule that cannot be honoured keeps the run from starting, unless that is allowed; then it never matches', async () => {
  const strange = structuredClone(firewall) as Record<string, { Properties: Record<string, unknown> }>;
  const rules = strange['WebAcl']?.Properties['Rules'] as unknown[];
  rules.push({
    Name: 'geo',
    Priority: 0,
    Statement: { GeoMatchStatement: { CountryCodes: ['DE'] } },
    Action: { Block: {} },
  });
  const template = restTemplate(strange);
  await expect(startSmall(template)).rejects.toThrow(/rule geo uses GeoMatchStatement/);
  const allowed = await startSmall(template, { allowUnhonoured: true });
  expect((await send(allowed.run.url, '/open').finally(() => allowed.close())).status).toBe(200);
});
