import { expect, test } from '@jest/globals';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { operatorItem } from '../../lambda/domain/operator-item.ts';
import { fakeGateway, run } from './support.ts';

const KEY = 'key_00000000000000000001';

function gatewayWith(count: number, over: { client?: string; route?: string } = {}) {
  const gateway = fakeGateway();
  const facts = {
    keyId: KEY,
    client: 'acme',
    upstream: 'gemini',
    method: 'GET',
    route: '/r',
    ip: '203.0.113.7',
  };
  for (let n = 0; n < count; n += 1) {
    const at = new Date(gateway.keys.now().getTime() - n * 1_000);
    const call = { ...facts, callId: `call-${n}`, verdict: 'route.forbidden', ...over };
    gateway.audit.items.push(auditItem('refusal', call, { status: 403 }, at, 90));
  }
  return gateway;
}

test('every call is exported once, however many there are', async () => {
  const { stdout } = await run(gatewayWith(1_500), '--stage prod audit export');
  const ids = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).callId);
  expect(new Set(ids).size).toBe(1_500);
  expect(ids).toHaveLength(1_500);
});

test('CSV has one row for each call, and no cell that a spreadsheet would run', async () => {
  const hostile = '=HYPERLINK("http://x","y")\u001b[31m\n"';
  const { stdout } = await run(gatewayWith(2, { client: hostile }), '--stage prod audit export --format csv');
  const [head, first, second, rest] = stdout.split('\r\n');
  expect(head).toMatch(/^at,callId,keyId,client,/);
  expect([first, second]).toEqual([expect.stringContaining(`"'=HYPERLINK`), expect.any(String)]);
  expect(rest).toBe('');
  expect(stdout.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a line of JSON holds a hostile text so that it parses to the same and acts on no terminal', async () => {
  const hostile = 'a\u202egnp\u0000\u001b]8;;x\u0007';
  const { stdout } = await run(gatewayWith(1, { client: hostile }), '--stage prod audit export');
  expect(stdout.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(stdout).client).toBe(hostile);
});

test('a call is found by its request id, and only its own shard is asked', async () => {
  const gateway = gatewayWith(50);
  const { stdout } = await run(gateway, '--stage prod audit search --request call-7 --since 1h --json');
  expect(JSON.parse(stdout).items.map(({ callId }: { callId: string }) => callId)).toEqual(['call-7']);
  expect(new Set(gateway.audit.asked.map(({ partition }) => partition.value.split('#')[1])).size).toBe(1);
});

test('calls are found by the route that was configured', async () => {
  const gateway = gatewayWith(3, { route: '/models/*' });
  const search = (route: string) =>
    run(gateway, ['--stage', 'prod', 'audit', 'search', '--json', '--route', route]);
  expect(JSON.parse((await search('/models/*')).stdout).items).toHaveLength(3);
  expect(JSON.parse((await search('/models/x')).stdout).items).toEqual([]);
});

test('a timeline tells calls and what operators did in order, with what changed', async () => {
  const gateway = gatewayWith(1);
  const at = (ms: number) => new Date(gateway.keys.now().getTime() - 60_000 + ms);
  const action = {
    action: 'keys.update',
    subject: KEY,
    operator: 'arn:ops',
    callId: 'a1',
    before: { plan: 'basic' },
  };
  gateway.audit.items.push(
    operatorItem({ ...action, phase: 'begun' }, at(0), 90),
    operatorItem({ ...action, phase: 'done', after: { plan: 'pro' } }, at(5), 90),
    operatorItem({ ...action, callId: 'a2', action: 'keys.revoke', phase: 'begun' }, at(10), 90),
  );
  const { stdout } = await run(gateway, `--stage prod audit timeline ${KEY}`);
  expect(stdout).toMatch(
    /arn:ops +keys\.update key_\w+ +done, plan: basic → pro[\s\S]*keys\.revoke key_\w+ +unfinished[\s\S]*route\.forbidden 403/,
  );
  const { items } = JSON.parse((await run(gateway, '--stage prod audit timeline --json')).stdout);
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['action', 'action', 'call']);
});

test('what is left out of a timeline is said', async () => {
  const { stdout } = await run(gatewayWith(5), '--stage prod audit timeline --limit 2');
  expect(stdout).toContain('left out');
});

test('a damaged moment is refused', async () => {
  const { exitCode, stderr } = await run(fakeGateway(), '--stage prod audit timeline --since noon');
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--since')]);
});
