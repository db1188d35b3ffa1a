import { describe, expect, test } from '@jest/globals';
import type { KeyItem } from '../../../contract/tables.ts';
import { graceEnd, planReroll, successorOf } from '../../../lambda/domain/reroll.ts';
import { keyItem } from '../../support/build.ts';

const now = new Date('2026-11-23T17:00:00.000Z');
const nowSeconds = now.getTime() / 1_000;
const request = { graceSeconds: 3_600, endsOnFirstUse: false, token: 't1' };
const plan = (current: Partial<KeyItem>, before: readonly Partial<KeyItem>[] = []) =>
  planReroll({ current: keyItem(current), before: before.map((over) => keyItem(over)) }, request, now);
const refusal = (...given: Parameters<typeof plan>) => {
  try {
    plan(...given);
  } catch (error) {
    const { code, message, fix } = Object(error);
    return { code, message, fix };
  }
  throw new Error('a refusal was expected');
};

describe('a reroll', () => {
  test('makes a key that takes over from the current one', () => {
    expect(plan({})).toEqual({ kind: 'mint', from: keyItem(), stillborn: undefined });
    expect(plan({ rerollToken: 'another' })).toMatchObject({ kind: 'mint' });
  });

  test('that was done is not done again, whatever came after it', () => {
    const made = keyItem({ rerollToken: 't1' });
    expect(plan(made)).toEqual({ kind: 'repeated', made });
    expect(plan({ rerollToken: 't2' }, [made])).toEqual({ kind: 'repeated', made });
    expect(plan({ rerollToken: 't1', state: 'pending', sealed: 'jwe' }, [{}])).toMatchObject({
      kind: 'repeated',
    });
  });

  test('that broke off begins again from the key before, and its own key goes', () => {
    const stillborn = keyItem({ rerollToken: 't1', state: 'pending' });
    expect(plan(stillborn, [{ keyHash: 'old' }])).toEqual({
      ...{ kind: 'mint', from: keyItem({ keyHash: 'old' }), stillborn },
    });
  });

  test.each([
    [{ state: 'disabled' }, [], 'is disabled, so it cannot be rerolled', 'enable it first'],
    [{ state: 'quarantined' }, [], 'is quarantined, so it cannot be rerolled', 'enable it first'],
    [{ state: 'revoked' }, [], 'is revoked, so it cannot be rerolled', 'make another key'],
    [{ state: 'pending' }, [], 'is pending, so it cannot be rerolled', 'enable it first'],
    [
      { state: 'pending' },
      [{ state: 'revoked' }],
      'is revoked, so it cannot be rerolled',
      'make another key',
    ],
  ] as const)('of a key that is %j after %j is refused, with what to do', (current, before, says, fix) => {
    const message = `${keyItem().id} ${says}`;
    expect(refusal(current, before)).toEqual({ code: 'key.unfit', message, fix });
  });

  test('of a key whose time is over is refused from that very moment on', () => {
    expect(plan({ expiresAtSeconds: nowSeconds + 1 })).toMatchObject({ kind: 'mint' });
    for (const expiresAtSeconds of [nowSeconds, nowSeconds - 1])
      expect(refusal({ expiresAtSeconds })).toEqual({
        code: 'key.unfit',
        message: `${keyItem().id} is expired`,
        fix: 'give it time first: keys update --expires',
      });
  });
});

test('a grace ends at the first of its end, the key’s expiry and the end it had already', () => {
  const end = (over: Partial<KeyItem>) => graceEnd(keyItem(over), request, now);
  expect(end({})).toBe(nowSeconds + 3_600);
  expect(end({ expiresAtSeconds: nowSeconds + 60 })).toBe(nowSeconds + 60);
  expect(end({ graceEndsAtSeconds: nowSeconds + 30, expiresAtSeconds: nowSeconds + 60 })).toBe(
    nowSeconds + 30,
  );
  expect(end({ graceEndsAtSeconds: nowSeconds + 9_999 })).toBe(nowSeconds + 3_600);
});

describe('the key that takes over', () => {
  const from = keyItem({
    ...{ supersededBy: 'x', graceEndsAtSeconds: 1, endsOnFirstUse: true, firstUsedAt: 'then' },
    ...{
      stateReason: 'why',
      sealed: 'jwe',
      sealedFor: 'thumb',
      version: 7,
      owner: 'ops',
      scopes: ['gemini:/**'],
    },
  });
  const made = (before: readonly Partial<KeyItem>[] = [], endsOnFirstUse = false) =>
    successorOf(from, { ...request, endsOnFirstUse }, { keyHash: 'new' }, before.map(keyItem), now);

  test('has the rights of the old one, and nothing of how that one ended', () => {
    expect(made()).toEqual(
      keyItem({
        ...{ keyHash: 'new', state: 'pending', version: 0, rerollToken: 't1', rotatedAt: now.toISOString() },
        ...{ owner: 'ops', scopes: ['gemini:/**'], sealed: undefined, sealedFor: undefined },
      }),
    );
  });

  test('has its first use noted where the old one ends with it, or one further back still waits for it', () => {
    const later = nowSeconds + 60;
    expect(made([], true).firstUsedAt).toBe('never');
    expect(made([{ endsOnFirstUse: true, graceEndsAtSeconds: later }, {}]).firstUsedAt).toBe('never');
    expect(made([{ endsOnFirstUse: true, graceEndsAtSeconds: nowSeconds - 60 }])).not.toHaveProperty(
      'firstUsedAt',
    );
    expect(made([{ endsOnFirstUse: false, graceEndsAtSeconds: later }])).not.toHaveProperty('firstUsedAt');
  });
});
