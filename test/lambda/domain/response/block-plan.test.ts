import { expect, test } from '@jest/globals';
import type { ResponseMode, ResponsePolicy } from '../../../../contract/response-policy.ts';
import { planBlock } from '../../../../lambda/domain/response/block-plan.ts';

const now = new Date('2026-11-23T17:00:00.000Z');
const policy = (block: ResponseMode, blockRouteCaller: ResponseMode): ResponsePolicy => ({
  ...{ block, blockRouteCaller, quarantineBeside: 'off', reroll: 'off' },
  ...{ blockForSeconds: 60, blocksPerHourMax: 1, neverBlock: ['198.51.100.0/24'], securityHub: false },
});
const SOURCE = '203.0.113.7/32';

test('a route’s caller and a key’s user are judged each by a mode of its own', () => {
  for (const carrier of ['x-api-key', 'route']) {
    const of = (mode: ResponseMode, other: ResponseMode) =>
      planBlock(
        carrier === 'route' ? policy(other, mode) : policy(mode, other),
        { carrier, source: SOURCE },
        now,
      );
    expect(of('off', 'enforce')).toEqual({ kind: 'off' });
    expect(of('report', 'enforce')).toEqual({ kind: 'report', because: 'policy' });
    expect(of('enforce', 'off')).toEqual({ kind: 'block' });
  }
});

test('what speaks against a block comes before the policy, with when a call was allowed', () => {
  const plan = (source: string, lastAllowedAt?: Date) =>
    planBlock(policy('report', 'off'), { carrier: 'bearer', source }, now, lastAllowedAt);
  expect(plan('198.51.100.7/32')).toEqual({ kind: 'report', because: 'never-block' });
  expect(plan(SOURCE, now)).toEqual({ kind: 'report', because: 'good-traffic', lastAllowedAt: now });
});
