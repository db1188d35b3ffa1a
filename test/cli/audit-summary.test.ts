import { expect, test } from '@jest/globals';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { fakeGateway, run } from './support.ts';

const KEY = 'key_0aBcDeFgHiJkLmNoPqRs';

function gatewayWithCalls() {
  const gateway = fakeGateway();
  for (let n = 0; n < 5; n += 1) {
    const facts = {
      callId: `call-${n}`,
      keyId: KEY,
      client: 'acme',
      upstream: 'gemini',
      method: 'GET',
      route: '/r',
    };
    const from = {
      ip: n < 4 ? '203.0.113.7' : '198.51.100.4',
      userAgent: 'curl\u001b[31m',
      verdict: 'route.forbidden',
    };
    const at = new Date(gateway.keys.now().getTime() - n * 1_000);
    gateway.audit.items.push(auditItem('refusal', { ...facts, ...from }, { status: 403 }, at, 90));
  }
  return gateway;
}

test('one command says what a key did and from where', async () => {
  const { exitCode, stdout } = await run(
    gatewayWithCalls(),
    `--stage prod audit summary --key ${KEY} --since 12h`,
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/203\.0\.113\.7 +DE\* +curl +4 +route\.forbidden 4/);
  expect(stdout).toMatch(/198\.51\.100\.4 +BR\* +curl +1 /);
  expect(stdout).toContain('5 calls from 2 sources.');
  expect(stdout).not.toContain('\u001b');
});

test('what was left out is said, and so is that there was nothing', async () => {
  const cut = await run(gatewayWithCalls(), '--stage prod audit summary --limit 3');
  expect(cut.stdout).toContain('Older calls were left out');
  expect((await run(fakeGateway(), '--stage prod audit summary')).stdout).toContain('No calls.');
  expect((await run(fakeGateway(), '--stage prod audit summary --ip x')).exitCode).toBe(2);
});
