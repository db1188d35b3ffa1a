import { expect, test } from '@jest/globals';
import { readDeclaredKeys } from '../../../lambda/domain/declared-keys.ts';
import { type DeclaredStep, planDeclared } from '../../../lambda/domain/plan-declared.ts';
import { keyItem } from '../../support/build.ts';

const offer = {
  products: ['gemini', 'youtube'],
  plans: ['basic', 'pro'],
  roles: ['reader'],
  mounts: ['/gemini'],
};
const now = new Date('2026-11-26T12:00:00.000Z');
const read = (...keys: readonly unknown[]) => readDeclaredKeys({ keys }, offer, now);
const GOOD = { name: 'search-team', client: 'search', products: ['gemini'], plan: 'basic' };

test('a declared key is read as a request for one, with its name and without an end unless it says one', () => {
  expect(read(GOOD)).toEqual([
    {
      ...{ client: 'search', products: ['gemini'], plan: 'basic', expiresAtSeconds: 0, ips: [], note: '' },
      declaredAs: 'search-team',
    },
  ]);
});

test('every field of a declared key is taken over', () => {
  const all = {
    ...GOOD,
    ...{
      role: 'reader',
      scopes: ['GET:/gemini/**'],
      mayMint: true,
      expires: '2027-01-31',
      ips: ['203.0.113.0/24'],
    },
    ...{ owner: 'the search team', labels: { team: 'search', tier: 2 }, note: 'reviewed' },
  };
  expect(read(all)).toEqual([
    {
      ...{
        client: 'search',
        products: ['gemini'],
        plan: 'basic',
        role: 'reader',
        scopes: ['GET:/gemini/**'],
      },
      ...{
        mayMint: true,
        expiresAtSeconds: Date.parse('2027-01-31T00:00:00Z') / 1000,
        ips: ['203.0.113.0/24'],
      },
      ...{ owner: 'the search team', labels: { team: 'search', tier: '2' }, note: 'reviewed' },
      declaredAs: 'search-team',
    },
  ]);
});

test.each(['true', 1, 'yes', {}])('mayMint is true or it is not: %j', (mayMint) => {
  const [key] = read({ ...GOOD, mayMint }) as readonly { readonly mayMint?: boolean }[];
  expect(key?.mayMint).toBeUndefined();
});

test.each([undefined, null, 7, 'text', [], {}, { keys: {} }])(
  'a file without a list of keys is told so: %j',
  (file) => {
    expect(readDeclaredKeys(file, offer, now)).toEqual(['the file has no list `keys`']);
  },
);

test('an empty list declares nothing', () => {
  expect(read()).toEqual([]);
});

test.each<[string, object]>([
  ['name takes', { name: 'Search' }],
  ['name takes', { name: '-a' }],
  ['name takes', { name: 'a'.repeat(64) }],
  ['name takes', { name: undefined }],
  ['expires takes', { expires: '90d' }],
  ['expires takes', { expires: '2027-13-41' }],
  ['expires takes', { expires: 'x2027-01-31' }],
  ['expires takes', { expires: '2027-01-31T00:00:00Z' }],
  ['"colour" is no field', { colour: 'red' }],
  ['plan', { plan: undefined }],
  ['client', { client: undefined }],
  ['product', { products: 'gemini' }],
  ['product', { products: [] }],
  ['label takes', { labels: { A: 'b' } }],
  ['role "writer"', { role: 'writer' }],
  ['scope "x"', { scopes: ['x'] }],
  ['ip "x"', { ips: ['x'] }],
])('%s… is what a reader is told about %j', (start, over) => {
  const problems = read({ ...GOOD, ...over }) as readonly string[];
  expect(problems.map((text) => text.slice(0, `keys[0]: ${start}`.length))).toEqual([`keys[0]: ${start}`]);
});

test('all problems of all keys are told at once, each with its place, and nothing is read', () => {
  const problems = read(GOOD, { ...GOOD, name: 'b', plan: 'x', expires: 'soon' }, null) as readonly string[];
  expect(problems.filter((text) => text.startsWith('keys[1]: '))).toHaveLength(2);
  expect(problems.some((text) => text.startsWith('keys[2]: client is missing'))).toBe(true);
  expect(problems.some((text) => text.startsWith('keys[0]'))).toBe(false);
});

test('a name stands for one key', () => {
  expect(read(GOOD, { ...GOOD, client: 'other' })).toEqual(['keys[1]: the name search-team is used twice']);
});

const [declared] = read({ ...GOOD, labels: { b: '2', a: '1' } }) as Parameters<typeof planDeclared>[0];
const plan = (over: Parameters<typeof keyItem>[0] = {}): DeclaredStep => {
  if (declared === undefined) throw new Error('nothing was declared');
  const record = keyItem({ ...declared, ...over });
  const [step] = planDeclared([declared], [keyItem({ declaredAs: 'another' }), record]);
  if (step === undefined) throw new Error('nothing was planned');
  return step;
};

test('a record that says what the file says stays as it is, in whatever order the labels are', () => {
  expect(plan().kind).toBe('same');
  expect(plan({ labels: { a: '1', b: '2' } }).kind).toBe('same');
});

test('what differs is changed, and only that; what the file leaves out is taken away', () => {
  expect(plan({ plan: 'pro' })).toMatchObject({ kind: 'change', edit: { plan: 'basic' } });
  const step = plan({ owner: 'somebody', scopes: ['GET:/gemini/**'], note: 'old' });
  expect(step).toMatchObject({ kind: 'change' });
  expect(step.kind === 'change' && step.edit).toEqual({ owner: undefined, scopes: undefined, note: '' });
  expect(plan({ labels: { a: '1', b: '3' } })).toMatchObject({
    kind: 'change',
    edit: { labels: { b: '2', a: '1' } },
  });
  expect(plan({ products: ['youtube', 'gemini'] }).kind).toBe('change');
});

test('a key that no record came from is created', () => {
  expect(plan({ declaredAs: 'another-name' })).toEqual({ kind: 'create', key: declared });
  expect(plan({ declaredAs: undefined })).toMatchObject({ kind: 'create' });
});

test('what is revoked, or another client’s, is not touched by a file', () => {
  expect(plan({ state: 'revoked', client: 'other' })).toMatchObject({ kind: 'blocked', why: 'revoked' });
  expect(plan({ client: 'other' })).toMatchObject({ kind: 'blocked', why: 'client' });
  expect(plan({ state: 'disabled' }).kind).toBe('same');
});
