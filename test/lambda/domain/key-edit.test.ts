import { expect, test } from '@jest/globals';
import { type KeyEditInput, readKeyEdit } from '../../../lambda/domain/key-edit.ts';

const offer = { products: ['gemini'], plans: ['basic'], roles: ['reader'], mounts: ['/gemini'] };
const now = new Date('2026-11-23T17:00:00.000Z');
const read = (input: KeyEditInput) => readKeyEdit(input, offer, now);

test('only what was named is changed', () => {
  expect(read({ note: 'new' })).toEqual({ kind: 'sound', edit: { note: 'new' } });
  expect(read({ expires: '1h' })).toEqual({ kind: 'sound', edit: { expiresAtSeconds: 1_795_456_800 } });
});

test('the word none takes a narrowing, an owner or a list away, and never means a narrowing by that name', () => {
  const reading = read({ role: 'none', scopes: ['none'], ips: ['none'], owner: 'none', labels: ['none'] });
  expect(reading).toEqual({
    kind: 'sound',
    edit: { role: undefined, scopes: undefined, ips: [], owner: undefined, labels: undefined },
  });
  expect(reading.kind === 'sound' && 'role' in reading.edit).toBe(true);
  expect(read({ expires: 'never' })).toEqual({ kind: 'sound', edit: { expiresAtSeconds: 0 } });
});

test('minting is allowed and taken back', () => {
  expect(read({ mayMint: true })).toEqual({ kind: 'sound', edit: { mayMint: true } });
  expect(read({ mayMint: false })).toEqual({ kind: 'sound', edit: { mayMint: undefined } });
});

test('every problem is reported at once, and asking for nothing is one', () => {
  const wrong = read({
    products: ['x'],
    plan: 'y',
    role: 'z',
    scopes: ['s'],
    expires: 'soon',
    ips: ['i'],
    owner: '',
    labels: ['l'],
    note: '\n',
  });
  expect(wrong.kind === 'refused' && wrong.problems).toHaveLength(9);
  expect(read({}).kind).toBe('refused');
  expect(read({ readOnly: true, role: 'reader' }).kind).toBe('refused');
});
