import { expect, test } from '@jest/globals';
import { inItsPlace } from '../../../lambda/domain/audit-record.ts';
import { operatorItem } from '../../../lambda/domain/operator-item.ts';

const at = new Date('2026-11-23T17:04:05.678Z');
const facts = {
  ...{ action: 'keys.update', subject: 'key_1', operator: 'arn:aws:iam::123456789012:user/ops' },
  ...({ callId: 'c1', phase: 'done' } as const),
};

test('an action lies where its subject’s calls lie, and is kept as long as they are', () => {
  const item = operatorItem({ ...facts, before: { plan: 'basic' }, after: { plan: 'pro' } }, at, 2);
  const shard = item.hourShard.slice(-2);
  expect(item).toEqual({
    ...{
      ...facts,
      kind: 'operator',
      at: at.toISOString(),
      before: { plan: 'basic' },
      after: { plan: 'pro' },
    },
    ...{ entry: '2026-11-23T17:04:05.678Z#c1#operator-done', hourShard: `2026-11-23T17#${shard}` },
    ...{ keyShard: `key_1#${shard}`, expiresAt: 1_795_453_445 + 2 * 86_400 },
  });
  expect(inItsPlace(item)).toBe(true);
});

test('a state’s texts are cut, so that a record stays small, and none is told where there is none', () => {
  const item = operatorItem({ ...facts, before: { note: 'x'.repeat(2_000), plan: 'pro' } }, at, 1);
  expect(item.before).toEqual({ note: 'x'.repeat(512), plan: 'pro' });
  expect(item.after).toBeUndefined();
});
