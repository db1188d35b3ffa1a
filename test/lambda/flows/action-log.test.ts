import { expect, test } from '@jest/globals';
import { OperatorFault } from '../../../lambda/domain/operator-fault.ts';
import { actionLog } from '../../../lambda/flows/action-log.ts';
import { FakeActionStore } from '../../support/fake-action-store.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { countingRandom } from '../../support/key-ports.ts';

function logOf() {
  const store = new FakeActionStore();
  const { now } = new FakeClock();
  const deps = { store, operator: 'arn:ops', random: countingRandom(), now, auditRetentionDays: 90 };
  return { store, actions: actionLog(deps) };
}
const facts = { action: 'keys.revoke', subject: 'key_1', before: { state: 'active' } };

test('an action is recorded with who did it, before and after, and its records share an id', async () => {
  const { store, actions } = logOf();
  const result = await actions.during(facts, async () => ({ result: 7, after: { state: 'revoked' } }));
  expect(result).toBe(7);
  expect(store.lines).toEqual(['keys.revoke key_1 begun', 'keys.revoke key_1 done']);
  const [begun, done] = store.items;
  expect(begun).toMatchObject({ kind: 'operator', operator: 'arn:ops', before: { state: 'active' } });
  expect(done).toMatchObject({ operator: 'arn:ops', after: { state: 'revoked' }, callId: begun?.callId });
  expect(begun?.keyShard).toMatch(/^key_1#\d\d$/);
});

test('nothing is done that cannot be recorded', async () => {
  const { store, actions } = logOf();
  store.broken.add('begun');
  let acted = false;
  const attempt = actions.during(facts, async () => {
    acted = true;
    return { result: 0 };
  });
  await expect(attempt).rejects.toMatchObject({ code: 'aws.refused' });
  expect(acted).toBe(false);
});

test('a failure is recorded by its code, and reported as it was', async () => {
  const { store, actions } = logOf();
  const failure = new OperatorFault('key.unknown', 'there is no key', 'look it up');
  await expect(actions.during(facts, () => Promise.reject(failure))).rejects.toBe(failure);
  await expect(actions.during(facts, () => Promise.reject(new Error('sp_secret')))).rejects.toThrow();
  expect(store.items.map(({ phase, problem }) => [phase, problem])).toEqual([
    ['begun', undefined],
    ['failed', 'key.unknown'],
    ['begun', undefined],
    ['failed', 'unexpected'],
  ]);
  expect(JSON.stringify(store.items)).not.toContain('sp_secret');
});

test('what was done is told even if its end cannot be recorded', async () => {
  const { store, actions } = logOf();
  store.broken.add('done');
  expect(await actions.during(facts, async () => ({ result: 'made' }))).toBe('made');
  expect(store.lines).toEqual(['keys.revoke key_1 begun']);
});

test('a state of any length is cut, so that a record stays small', async () => {
  const { store, actions } = logOf();
  await actions.during({ ...facts, before: { note: 'x'.repeat(9_000) } }, async () => ({ result: 0 }));
  expect(store.items[0]?.before?.['note']).toHaveLength(512);
});
