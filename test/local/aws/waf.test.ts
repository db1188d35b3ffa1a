import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callWaf } from '../support/call-waf.ts';
import { firewall, firewallOutputs } from '../support/firewall-template.ts';
import { restTemplate } from '../support/rest-template.ts';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate(firewall, firewallOutputs), { testControls: true });
});
afterAll(() => small.close());

// biome-ignore lint/suspicious/noExplicitAny: outputs of many shapes
const call = (operation: string, input: object): Promise<any> => callWaf(small.run, operation, input);
/** What names a set or a web ACL in a call; a template tells it as `name|id|scope`. */
const named = (output: string): object => {
  const [Name, Id, Scope] = (small.run.outputs[output] ?? '').split('|');
  return { Name, Id, Scope };
};
const status = async (sourceIp: string): Promise<number> =>
  (await send(small.run.url, '/open', { headers: { 'x-local-source-ip': sourceIp } })).status;

// https://docs.aws.amazon.com/waf/latest/APIReference/API_GetIPSet.html
test('an IP set is told with what the template gave it', async () => {
  const { IPSet, LockToken } = await call('GetIPSet', named('BlockedV4'));
  expect(IPSet).toMatchObject({
    Name: 'blocked-v4',
    IPAddressVersion: 'IPV4',
    Addresses: ['203.0.113.0/24'],
  });
  expect(IPSet.ARN).toBe(`arn:aws:wafv2:us-east-1:000000000000:regional/ipset/blocked-v4/${IPSet.Id}`);
  expect(LockToken).toMatch(/^[0-9a-f-]{36}$/);
});

// https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html
test('an update replaces all addresses, and the next request feels it', async () => {
  const { IPSet, LockToken } = await call('GetIPSet', named('BlockedV4'));
  expect(await status('192.0.2.77')).toBe(200);
  const update = await call('UpdateIPSet', {
    ...named('BlockedV4'),
    Addresses: [...IPSet.Addresses, '192.0.2.77/32'],
    LockToken,
  });
  expect([await status('192.0.2.77'), await status('203.0.113.1')]).toEqual([403, 403]);
  await call('UpdateIPSet', { ...named('BlockedV4'), Addresses: [], LockToken: update.NextLockToken });
  expect([await status('192.0.2.77'), await status('203.0.113.1')]).toEqual([200, 200]);
});

// https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html
test('of two writers that have read the same state one is told to read again', async () => {
  const { LockToken } = await call('GetIPSet', named('Spare'));
  const write = (address: string) =>
    call('UpdateIPSet', { ...named('Spare'), Addresses: [address], LockToken });
  const outcomes = await Promise.allSettled([write('192.0.2.1/32'), write('192.0.2.2/32')]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(write('192.0.2.3/32')).rejects.toMatchObject({ name: 'WAFOptimisticLockException' });
});

// https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html
test.each(['192.0.2.1', '192.0.2.0/33', '0.0.0.0/0', '2001:db8::/32', 'x/8'])(
  '%s is no address of an IPv4 set',
  async (address) => {
    const { LockToken } = await call('GetIPSet', named('Spare'));
    await expect(
      call('UpdateIPSet', { ...named('Spare'), Addresses: [address], LockToken }),
    ).rejects.toMatchObject({ name: 'WAFInvalidParameterException' });
  },
);

// https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
test('a set holds 10,000 addresses and no more', async () => {
  const { LockToken } = await call('GetIPSet', named('Spare'));
  const Addresses = Array.from({ length: 10_001 }, (_, i) => `10.0.${i >> 8}.${i & 255}/32`);
  await expect(call('UpdateIPSet', { ...named('Spare'), Addresses, LockToken })).rejects.toMatchObject({
    name: 'WAFLimitsExceededException',
  });
  await call('UpdateIPSet', { ...named('Spare'), Addresses: Addresses.slice(1), LockToken });
});

// https://docs.aws.amazon.com/waf/latest/APIReference/API_ListIPSets.html
test('sets are made, listed page by page and deleted by calls', async () => {
  const made = { Name: 'mine', Scope: 'REGIONAL', IPAddressVersion: 'IPV6', Addresses: ['2001:db8::/64'] };
  const { Summary } = await call('CreateIPSet', made);
  await expect(call('CreateIPSet', made)).rejects.toMatchObject({ name: 'WAFDuplicateItemException' });
  const names: string[] = [];
  let NextMarker: string | undefined;
  do {
    const page = await call('ListIPSets', { Scope: 'REGIONAL', Limit: 2, NextMarker });
    names.push(...page.IPSets.map((set: { Name: string }) => set.Name));
    NextMarker = page.NextMarker;
  } while (NextMarker !== undefined);
  expect(names.sort()).toEqual(['blocked-v4', 'blocked-v6', 'mine', 'spare']);
  expect((await call('ListIPSets', { Scope: 'CLOUDFRONT' })).IPSets).toEqual([]);
  const { Name, Id, LockToken } = Summary;
  await expect(
    call('DeleteIPSet', { Name, Id, Scope: 'REGIONAL', LockToken: 'other' }),
  ).rejects.toMatchObject({ name: 'WAFOptimisticLockException' });
  await call('DeleteIPSet', { Name, Id, Scope: 'REGIONAL', LockToken });
  await expect(call('GetIPSet', { Name, Id, Scope: 'REGIONAL' })).rejects.toMatchObject({
    name: 'WAFNonexistentItemException',
  });
});

// https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteIPSet.html
test('a set that a rule refers to cannot be deleted', async () => {
  const { LockToken } = await call('GetIPSet', named('BlockedV6'));
  await expect(call('DeleteIPSet', { ...named('BlockedV6'), LockToken })).rejects.toMatchObject({
    name: 'WAFAssociatedItemException',
  });
});

// https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACL.html
test('a web ACL is told with its rules, their search strings in base64', async () => {
  const { WebACL, LockToken } = await call('GetWebACL', named('WebAcl'));
  expect(WebACL).toMatchObject({ Name: 'acl', DefaultAction: { Allow: {} } });
  const [late] = WebACL.Rules.filter((rule: { Name: string }) => rule.Name === 'last');
  expect(Buffer.from(late.Statement.ByteMatchStatement.SearchString, 'base64').toString()).toBe(
    '/open/trusted/late',
  );
  expect(LockToken).toEqual(expect.any(String));
});
