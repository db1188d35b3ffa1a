import { expect, test } from '@jest/globals';
import { AwsCallError, type SignedCall } from '../../../lambda/adapters/signed-call.ts';
import { WafIpSet } from '../../../lambda/adapters/waf-ip-set.ts';

const NAMED = { Name: 'Blocked-4', Id: '11111111-2222', Scope: 'REGIONAL' };

function waf(answer: unknown) {
  const asked: [string, unknown][] = [];
  const call: SignedCall = async (operation, input) => {
    asked.push([operation, input]);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, ipSet: new WafIpSet(call, 'IPV4', 'Blocked-4|11111111-2222|REGIONAL') };
}

test('an IP set is read and written by the three parts of its reference, under its lock token', async () => {
  const { asked, ipSet } = waf({ IPSet: { Addresses: ['203.0.113.7/32'] }, LockToken: 'lock' });
  expect(await ipSet.read()).toEqual({ addresses: ['203.0.113.7/32'], lockToken: 'lock' });
  expect(await ipSet.write(['203.0.113.8/32'], 'lock')).toBe('written');
  expect(asked).toEqual([
    ['GetIPSet', NAMED],
    ['UpdateIPSet', { ...NAMED, Addresses: ['203.0.113.8/32'], LockToken: 'lock' }],
  ]);
});

test.each([
  ['WAFOptimisticLockException', 'stale'],
  ['ThrottlingException', 'throttled'],
])('%s means %s', async (type, outcome) => {
  expect(await waf(new AwsCallError(type, false)).ipSet.write([], 'lock')).toBe(outcome);
});

test('any other refusal is an error', async () => {
  const denied = waf(new AwsCallError('WAFNonexistentItemException', false));
  await expect(denied.ipSet.write([], 'lock')).rejects.toThrow('WAFNonexistentItemException');
});
