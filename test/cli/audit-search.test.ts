import { describe, expect, test } from '@jest/globals';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { fakeGateway, run } from './support.ts';

function gatewayWithCalls(count: number, over: { client?: string; keyId?: string } = {}) {
  const gateway = fakeGateway();
  for (let n = 0; n < count; n += 1) {
    const facts = {
      callId: `call-${n}`,
      keyId: 'key_1',
      client: 'acme',
      upstream: 'gemini',
      method: 'GET',
      route: '/r',
      ip: '203.0.113.7',
      verdict: 'route.forbidden',
      ...over,
    };
    const at = new Date(gateway.keys.now().getTime() - n * 1_000);
    gateway.audit.items.push(auditItem('refusal', facts, { status: 403 }, at, 90));
  }
  return gateway;
}

test('calls are listed newest first and go on where a page ended', async () => {
  const gateway = gatewayWithCalls(3);
  const first = JSON.parse((await run(gateway, '--stage prod audit search --limit 2 --json')).stdout);
  const rest = JSON.parse(
    (await run(gateway, `--stage prod audit search --after ${first.next} --json`)).stdout,
  );
  expect([...first.items, ...rest.items].map(({ callId }) => callId)).toEqual(['call-0', 'call-1', 'call-2']);
  expect(rest).not.toHaveProperty('next');
});

test('every mistake in a filter is reported at once', async () => {
  const line =
    '--stage prod audit search --key sp_local_abc --ip nowhere --status ok --since noon --until later --after x';
  const { exitCode, stderr } = await run(fakeGateway(), line);
  expect(exitCode).toBe(2);
  for (const flag of ['--key', '--ip', '--status', '--since', '--until', '--after'])
    expect(stderr).toContain(flag);
  expect(stderr).not.toContain('sp_local_abc');
});

test('a table never passes a control character on', async () => {
  const gateway = gatewayWithCalls(1, { client: '\u001b[31mred\u001b]8;;http://x\u0007\u202egnp\u0000\r\n' });
  const { stdout } = await run(gateway, '--stage prod audit search');
  expect(stdout).toContain('red');
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('nothing found is said and is not a failure', async () => {
  const { exitCode, stdout } = await run(fakeGateway(), '--stage prod audit search --since 5m');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('No calls.');
});

describe('a record under a key, in a partition that is never sealed,', () => {
  const keyId = `key_${'A'.repeat(20)}`;
  const forged = () => {
    const gateway = gatewayWithCalls(2, { keyId });
    const [, first] = gateway.audit.items;
    if (first === undefined) throw new Error('no record');
    const hourShard = `${first.hourShard.slice(0, 13)}#77`;
    gateway.audit.items[1] = { ...first, hourShard, entry: `${first.entry}\u001b[2J` };
    return gateway;
  };

  test.each(['search', 'summary', 'timeline'])('is left out by audit %s, and told', async (verb) => {
    const subject = verb === 'timeline' ? keyId : `--key ${keyId}`;
    const line = `--stage prod audit ${verb} ${subject}`;
    const { stdout, stderr } = await run(forged(), line);
    expect(stdout + stderr).toMatch(/1 record was left out: .*call-1/);
    expect(stdout + stderr).not.toContain('\u001b');
    const { items, calls, strays } = JSON.parse((await run(forged(), `${line} --json`)).stdout);
    expect(strays).toEqual([expect.stringContaining('call-1')]);
    expect(items?.length ?? calls).toBe(1);
  });
});
