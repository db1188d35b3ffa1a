import { expect, test } from '@jest/globals';
import { KEY_STATES } from '../../../contract/tables.ts';
import { nextState } from '../../../lambda/domain/key-transition.ts';

const verbs = ['disable', 'enable', 'quarantine', 'revoke'] as const;

test('nothing leads back from revoked, and nothing but a revocation leads there', () => {
  for (const verb of verbs)
    expect(nextState('revoked', verb).kind).toBe(verb === 'revoke' ? 'already' : 'refused');
  for (const state of KEY_STATES)
    for (const verb of verbs)
      expect([state, verb, Object(nextState(state, verb)).to === 'revoked']).toEqual([
        state,
        verb,
        verb === 'revoke' && state !== 'revoked',
      ]);
});

test('a quarantine is lifted by enabling alone', () => {
  expect(nextState('quarantined', 'disable').kind).toBe('refused');
  expect(nextState('quarantined', 'enable')).toEqual({ kind: 'change', to: 'active' });
});

test('a key that was never handed out can only be revoked', () => {
  expect(verbs.map((verb) => nextState('pending', verb).kind)).toEqual([
    'refused',
    'refused',
    'refused',
    'change',
  ]);
});
