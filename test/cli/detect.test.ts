import { expect, test } from '@jest/globals';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { itemOf } from '../../lambda/flows/detection/raise-finding.ts';
import { fakeGateway, run } from './support.ts';

const KEY = 'key_0aBcDeFgHiJkLmNoPqRs';

/** Sixty calls from one country and one from another, a minute apart, up to now. */
function gatewayWithStranger(client = 'acme') {
  const gateway = fakeGateway();
  for (let n = 0; n <= 60; n += 1) {
    const facts = {
      ...{ callId: `call-${n}`, keyId: KEY, client, upstream: 'gemini', method: 'GET', route: '/r' },
      ...{ ip: n < 60 ? '203.0.113.7' : '198.51.100.4', verdict: 'allowed' },
    };
    const at = new Date(gateway.keys.now().getTime() - (61 - n) * 60_000);
    gateway.audit.items.push(auditItem('decision', facts, {}, at, 90));
  }
  return gateway;
}

test('a replay says what would have been raised, and changes nothing', async () => {
  const gateway = gatewayWithStranger();
  const { exitCode, stdout } = await run(gateway, '--stage prod detect replay --since 2h');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('first call from BR; of 60 calls before, most came from DE (60)');
  expect(stdout).toContain('Would have raised 2 over 61 calls of 1 keys');
  expect(gateway.findings).toEqual([]);
  const only = await run(
    gateway,
    `--stage prod detect replay --since 2h --detector spike --key ${KEY} --json`,
  );
  expect(JSON.parse(only.stdout)).toEqual({ calls: 61, keys: 1, findings: [] });
});

test('a replay over days tells on standard error how far it is, and prints one document', async () => {
  const { stdout, stderr } = await run(gatewayWithStranger(), '--stage prod detect replay --since 3d --json');
  expect(stderr.trim().split('\n')).toHaveLength(3);
  expect(JSON.parse(stdout).findings).toHaveLength(2);
});

test('every mistake in a replay is reported at once', async () => {
  const { exitCode, stderr } = await run(
    fakeGateway(),
    '--stage prod detect replay --since noon --until never --key sp',
  );
  expect(exitCode).toBe(2);
  for (const flag of ['--since', '--until', '--key']) expect(stderr).toContain(flag);
  const swapped = await run(fakeGateway(), '--stage prod detect replay --since 1h --until 2h');
  expect([swapped.exitCode, swapped.stderr]).toEqual([2, expect.stringContaining('swap')]);
});

test('the list says of every detector what the stage does with it', async () => {
  const { stdout } = await run(fakeGateway(), '--stage prod detect list --json');
  const modes = JSON.parse(stdout).items.map(({ name, mode }: Record<string, string>) => [name, mode]);
  expect(Object.fromEntries(modes)).toMatchObject({
    newNetwork: 'off',
    newCountry: 'enforce',
    spike: 'report',
  });
});

test('findings are listed newest first, with the commands that look into the newest', async () => {
  const gateway = gatewayWithStranger();
  const { stdout } = await run(gateway, '--stage prod detect replay --since 2h --json');
  for (const finding of JSON.parse(stdout).findings) gateway.findings.push(itemOf(finding, 90));
  const found = await run(gateway, '--stage prod detect findings --since 2h');
  expect(found.stdout).toContain(`keys quarantine ${KEY}`);
  expect(found.stdout).toContain('in hand');
  expect((await run(fakeGateway(), '--stage prod detect findings')).stdout).toContain('Nothing was found.');
  expect((await run(fakeGateway(), '--stage prod detect findings --since x')).exitCode).toBe(2);
});

test('a finding is closed once, by whom and why is kept and recorded, and it can be opened again', async () => {
  const gateway = gatewayWithStranger();
  const { stdout } = await run(gateway, '--stage prod detect replay --since 2h --json');
  for (const finding of JSON.parse(stdout).findings) gateway.findings.push(itemOf(finding, 90));
  const [{ id = '' } = {}] = gateway.findings;
  const detect = (words: string) => run(gateway, `--stage prod detect ${words}`);
  const items = async (words: string) =>
    JSON.parse((await detect(`findings --json${words}`)).stdout).items.map((one: { id: string }) => one.id);

  const close = `close ${id} --reason moved --json`;
  const results = [await detect(close), await detect(close)].map(
    (one) => JSON.parse(one.stdout).items[0].result,
  );
  expect(results).toEqual(['closed', 'was closed already']);
  expect(gateway.findings[0]?.closed).toEqual({
    ...{ at: gateway.keys.now().toISOString(), by: gateway.keys.operator, reason: 'moved' },
  });
  expect(await items('')).toEqual([gateway.findings[1]?.id]);
  expect(await items(' --all')).toHaveLength(2);
  expect((await detect('findings')).stdout).toContain('1 closed; --all shows them.');
  expect((await detect('findings --all')).stdout).toContain(`closed by ${gateway.keys.operator}: moved`);

  await detect(`reopen ${id} --reason again`);
  expect(await items('')).toHaveLength(2);
  expect(gateway.keys.records.lines).toEqual(
    expect.arrayContaining([`detect.close ${id} done`, `detect.reopen ${id} done`]),
  );
});

test('what cannot be closed is said, and nothing is closed without a reason', async () => {
  const gateway = fakeGateway();
  const missing = await run(gateway, '--stage prod detect close newCountry/key_1/x --reason moved');
  expect([missing.exitCode, missing.stdout]).toEqual([1, expect.stringContaining('detect findings --all')]);
  const without = await run(gateway, '--stage prod detect close x --since noon');
  expect(without.exitCode).toBe(2);
  for (const flag of ['--reason', '--since']) expect(without.stderr).toContain(flag);
});

test('no name of a client acts on the terminal', async () => {
  const { stdout } = await run(
    gatewayWithStranger('\u001b[31mred\u202e\u0007'),
    '--stage prod detect replay --since 2h',
  );
  expect(stdout).toContain('red');
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
