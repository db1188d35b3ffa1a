import { expect, test } from '@jest/globals';
import { isBlocked, watchList } from '../../lambda/domain/watch-list.ts';
import { type FakeGateway, fakeGateway, run } from './support.ts';

const on = (gateway: FakeGateway, ...words: readonly string[]) =>
  run(gateway, ['--stage', 'prod', 'blocklist', ...words]);
const list = async (gateway: FakeGateway) => JSON.parse((await on(gateway, 'list', '--json')).stdout).items;
const isRefused = (gateway: FakeGateway, ip: string) =>
  isBlocked(watchList(undefined, [...gateway.keys.blocklist.items.values()]), ip, gateway.keys.now());

test('an address is refused for an hour, or as long as was asked, and listed only that long', async () => {
  const gateway = fakeGateway();
  expect((await on(gateway, 'add', '203.0.113.7', '--reason', 'probes')).exitCode).toBe(0);
  await on(gateway, 'add', '203.0.113.128/25', '--reason', 'probes', '--for', '2h');
  expect(await list(gateway)).toMatchObject([
    { range: '203.0.113.7/32', reason: 'probes', by: 'test', until: '2026-11-23T18:00:00.000Z' },
    { range: '203.0.113.128/25', until: '2026-11-23T19:00:00.000Z' },
  ]);
  expect([isRefused(gateway, '203.0.113.7'), isRefused(gateway, '203.0.113.8')]).toEqual([true, false]);
  gateway.keys.clock.advance(3_600_000);
  expect([isRefused(gateway, '203.0.113.7'), isRefused(gateway, '203.0.113.200')]).toEqual([false, true]);
  expect((await list(gateway)).map(({ range }: { range: string }) => range)).toEqual(['203.0.113.128/25']);
});

test('an IPv6 address stands for its /64, and a range is taken as it is', async () => {
  const gateway = fakeGateway();
  await on(gateway, 'add', '2a00:1450:1:2::9', '--reason', 'x');
  expect([isRefused(gateway, '2a00:1450:1:2:ffff::1'), isRefused(gateway, '2a00:1450:1:3::1')]).toEqual([
    true,
    false,
  ]);
});

test.each([
  ['198.51.100.9', 'never-block list'],
  ['198.51.0.0/16', 'never-block list'],
  ['10.1.2.3', 'private'],
  ['0.0.0.0/0', 'private'],
  ['203.0.0.0/8', 'wider than'],
  ['nowhere', 'no address'],
])('%s is not blocked, and the operator is told why and what to do', async (source, why) => {
  const gateway = fakeGateway();
  const { exitCode, stderr } = await on(gateway, 'add', source, '--reason', 'x');
  expect([exitCode, gateway.keys.blocklist.items.size, gateway.keys.records.items]).toEqual([1, 0, []]);
  expect(stderr).toMatch(new RegExp(`failed: .*${why}.*\nfix: .+`));
});

test('a block without a reason, or for a time that is none, is refused with both said at once', async () => {
  const gateway = fakeGateway();
  const { exitCode, stderr } = await on(gateway, 'add', '203.0.113.7', '--for', '90d');
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/--reason[\s\S]*--for/)]);
});

test('what was blocked calls again, and what was not is named', async () => {
  const gateway = fakeGateway();
  await on(gateway, 'add', '203.0.113.7', '--reason', 'x');
  const { exitCode, stdout } = await on(
    gateway,
    'remove',
    '203.0.113.7/32',
    '203.0.113.8',
    'nowhere',
    '--json',
  );
  expect([exitCode, JSON.parse(stdout).items]).toMatchObject([
    1,
    [
      { id: '203.0.113.7/32', result: 'removed' },
      { id: '203.0.113.8', result: 'not blocked' },
      { id: 'nowhere', result: 'failed' },
    ],
  ]);
  expect(isRefused(gateway, '203.0.113.7')).toBe(false);
});

test('who blocked and unblocked whom is in the audit trail, and a block is told on the bus', async () => {
  const gateway = fakeGateway();
  await on(gateway, 'add', '203.0.113.7', '--reason', 'probes');
  await on(gateway, 'remove', '203.0.113.7');
  expect(gateway.keys.records.lines).toEqual([
    'blocklist.add 203.0.113.7/32 begun',
    'blocklist.add 203.0.113.7/32 done',
    'blocklist.remove 203.0.113.7/32 begun',
    'blocklist.remove 203.0.113.7/32 done',
  ]);
  expect(gateway.keys.events.published).toMatchObject([
    {
      type: 'ip.blocked',
      detail: { range: '203.0.113.7/32', reason: 'probes', by: 'test', until: '2026-11-23T18:00:00.000Z' },
    },
  ]);
});

test('nobody is blocked where that cannot be recorded, and a bus that is down is told to the operator', async () => {
  const gateway = fakeGateway();
  gateway.keys.records.broken.add('begun');
  expect((await on(gateway, 'add', '203.0.113.7', '--reason', 'x')).exitCode).toBe(1);
  expect(gateway.keys.blocklist.items.size).toBe(0);
  gateway.keys.records.broken.clear();
  gateway.keys.events.broken = true;
  const { exitCode, stdout } = await on(gateway, 'add', '203.0.113.7', '--reason', 'x');
  expect([exitCode, gateway.keys.blocklist.items.size]).toEqual([1, 1]);
  expect(stdout).toContain('could not be put on the bus');
});
