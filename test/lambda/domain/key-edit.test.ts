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

const flagsOf = (reading: ReturnType<typeof read>) =>
  reading.kind === 'refused' ? reading.problems.map((text) => text.split(' ')[0]) : [];

test.each<[string, KeyEditInput]>([
  ['--read-only', { readOnly: true, role: 'reader' }],
  ['--expires', { expires: 'soon' }],
  ['--owner', { owner: '-' }],
  ['--label', { labels: ['x'] }],
  ['--note', { note: '\n' }],
  ['--product', { products: ['x'] }],
])('a problem begins with the flag that it is about: %s', (flag, input) => {
  expect(flagsOf(read(input))).toEqual([flag]);
});

test('read-only gives the role reader, and without it the role stays as it is', () => {
  expect(read({ readOnly: true })).toEqual({ kind: 'sound', edit: { role: 'reader' } });
  expect(read({ readOnly: false, note: 'x' })).toEqual({ kind: 'sound', edit: { note: 'x' } });
  expect(flagsOf(read({ readOnly: true, role: 'reader' }))).toEqual(['--read-only']);
});

test('what is given is taken over, without repetitions', () => {
  const input = {
    ...{ products: ['gemini', 'gemini'], plan: 'basic', role: 'reader', owner: 'ops' },
    ...{ scopes: ['GET:/gemini/a', 'GET:/gemini/a'], ips: ['::1', '::1'], labels: ['a=b'] },
  };
  expect(read(input)).toEqual({
    kind: 'sound',
    edit: {
      ...{ products: ['gemini'], plan: 'basic', role: 'reader', owner: 'ops' },
      ...{ scopes: ['GET:/gemini/a'], ips: ['::1'], labels: { a: 'b' } },
    },
  });
});

test('the word none among others is not the word for nothing', () => {
  expect(flagsOf(read({ ips: ['none', '::1'] }))).toEqual(['--ip']);
});

test('asking for nothing is told so', () => {
  expect(read({})).toEqual({
    kind: 'refused',
    problems: ['nothing is to be changed; name at least one field, see --help'],
  });
});
