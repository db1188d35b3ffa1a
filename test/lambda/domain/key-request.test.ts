import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { type KeyRequestInput, readKeyRequest } from '../../../lambda/domain/key-request.ts';
import { anyText } from '../../support/any-text.ts';

const offer = {
  products: ['gemini', 'youtube'],
  plans: ['basic', 'pro'],
  roles: ['reader', 'writer'],
  mounts: ['/gemini', '/youtube/v3'],
};
const now = new Date('2026-11-23T17:00:00.000Z');
const read = (input: KeyRequestInput) => readKeyRequest(input, offer, now);
const good = { client: 'acme', products: ['gemini'], plan: 'basic' };

test('a sound request is read with its expiry in Unix seconds and without repetitions', () => {
  const ips = ['203.0.113.0/24', '203.0.113.0/24'];
  const reading = read({ ...good, products: ['gemini', 'gemini'], expires: '1h', ips, note: 'for the demo' });
  const expiresAtSeconds = Date.parse('2026-11-23T18:00:00Z') / 1000;
  expect(reading).toEqual({
    kind: 'sound',
    request: { ...good, expiresAtSeconds, ips: ['203.0.113.0/24'], note: 'for the demo' },
  });
});

test('a key without an expiry never expires', () => {
  expect(read(good)).toMatchObject({ request: { expiresAtSeconds: 0, ips: [], note: '' } });
});

test('every problem is reported at once, each with what to write instead', () => {
  const reading = read({
    client: '\u001b[31m',
    products: ['x', 'y'],
    plan: 'z',
    expires: '1w',
    ips: ['a', 'b'],
    note: 'a\nb',
  });
  const problems = reading.kind === 'refused' ? reading.problems : [];
  expect(problems).toHaveLength(8);
  expect(problems.join('\n')).toContain('choose from: gemini, youtube');
  expect(problems.join('\n')).toContain('choose from: basic, pro');
});

test('what is missing is named', () => {
  const reading = read({});
  expect(reading.kind === 'refused' && reading.problems.map((problem) => problem.split(' ')[0])).toEqual([
    '--client',
    '--product',
    '--plan',
  ]);
});

test('nothing that could act on a terminal or a log becomes part of a record', () => {
  fc.assert(
    fc.property(anyText(), anyText(), (client, note) => {
      const reading = read({ ...good, client, note });
      if (reading.kind === 'refused') return;
      expect(`${reading.request.client}${reading.request.note}`).not.toMatch(
        /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
      );
    }),
  );
});

test('a product named like a method of every object is not offered', () => {
  expect(read({ ...good, products: ['constructor'], plan: '__proto__' }).kind).toBe('refused');
});

test('lists and texts have an end, and a mistake of any size is reported in a line', () => {
  const ips = Array.from({ length: 51 }, (_, n) => `203.0.113.${n}`);
  expect(read({ ...good, ips })).toMatchObject({ problems: [expect.stringContaining('at most 50')] });
  expect(read({ ...good, note: 'n'.repeat(257) }).kind).toBe('refused');
  const reading = read({ ...good, plan: 'p'.repeat(5_000) });
  expect(reading.kind === 'refused' && reading.problems.join('').length).toBeLessThan(200);
});

test('read-only is one word for the role reader, and not to be combined with another', () => {
  expect(read({ ...good, readOnly: true })).toMatchObject({ request: { role: 'reader' } });
  expect(read({ ...good, readOnly: true, role: 'writer' }).kind).toBe('refused');
});

test('what was not asked for is absent, so that nothing is narrowed by accident', () => {
  const reading = read(good);
  expect(reading.kind === 'sound' && Object.keys(reading.request).sort()).toEqual(
    ['client', 'products', 'plan', 'expiresAtSeconds', 'ips', 'note'].sort(),
  );
});

test('role, scopes, owner and labels become part of the record', () => {
  const scopes = ['GET:/youtube/v3/search', '*:/gemini/**'];
  const labels = ['team=search', 'env=prod', 'empty='];
  expect(read({ ...good, role: 'writer', scopes, owner: 'ops@example.com', labels })).toMatchObject({
    request: {
      ...{ role: 'writer', scopes, owner: 'ops@example.com' },
      labels: { team: 'search', env: 'prod', empty: '' },
    },
  });
});

test.each([
  ['a role that is not offered', { role: 'root' }],
  ['a scope without methods', { scopes: ['/gemini/**'] }],
  ['a scope of a method that does not exist', { scopes: ['FETCH:/gemini/**'] }],
  ['a scope outside every mount', { scopes: ['GET:/elsewhere/x'] }],
  ['a scope that looks like a mount', { scopes: ['GET:/geminified/x'] }],
  ['a scope with dot segments', { scopes: ['GET:/gemini/../youtube/v3/search'] }],
  ['a scope with a space', { scopes: ['GET:/gemini/a b'] }],
  ['a scope with ** in its middle', { scopes: ['GET:/gemini/**/x'] }],
  ['a label without a value', { labels: ['team'] }],
  ['a label whose name is none', { labels: ['Team=x'] }],
  ['a label that acts on a terminal', { labels: ['team=\u001b[2J'] }],
  ['an owner that acts on a terminal', { owner: '\u001b[2J' }],
  ['too many scopes', { scopes: Array.from({ length: 21 }, (_, n) => `GET:/gemini/${n}`) }],
])('%s is refused', (_name, over) => {
  expect(read({ ...good, ...over }).kind).toBe('refused');
});

test('a holder may mint tokens only if that was asked for', () => {
  expect(read({ ...good, mayMint: true })).toMatchObject({ request: { mayMint: true } });
  for (const input of [good, { ...good, mayMint: false }])
    expect(read(input)).toMatchObject({
      request: expect.not.objectContaining({ mayMint: expect.anything() }),
    });
});

test('a key in a name, a note or a label is refused without being repeated, because all of them are stored and listed', () => {
  const key = mintClientKey('local', new Uint8Array(32)).reveal();
  const reading = read({ ...good, client: key, owner: key, note: `it is ${key}`, labels: [`key=${key}`] });
  const problems = reading.kind === 'refused' ? reading.problems : [];
  expect(problems).toHaveLength(4);
  expect(problems.filter((problem) => problem.includes(key))).toEqual([]);
});

test.each<[string, KeyRequestInput]>([
  ['--client', { client: '' }],
  ['--product', { products: [] }],
  ['--plan', { plan: undefined }],
  ['--read-only', { readOnly: true, role: 'reader' }],
  ['--expires', { expires: 'soon' }],
  ['--owner', { owner: '' }],
  ['--label', { labels: ['x'] }],
  ['--note', { note: '\n' }],
])('a problem begins with the flag that it is about, and is the only one: %s', (flag, over) => {
  const reading = read({ ...good, ...over });
  expect(reading.kind === 'refused' && reading.problems.map((text) => text.split(' ')[0])).toEqual([flag]);
});

test('what is missing is told with what is offered, and a duration with what one looks like', () => {
  const problems = (over: KeyRequestInput) => {
    const reading = read({ ...good, ...over });
    return reading.kind === 'refused' ? reading.problems : [];
  };
  expect(problems({ client: undefined })).toEqual(['--client is missing; name who will hold the key']);
  expect(problems({ products: undefined })).toEqual(['--product is missing; offered: gemini, youtube']);
  expect(problems({ plan: undefined })).toEqual(['--plan is missing; offered: basic, pro']);
  expect(problems({ expires: '1w' })).toEqual([
    '--expires "1w" is not a duration; write 30s, 5m, 24h or 90d, at most 3650d, or never',
  ]);
  expect(problems({ readOnly: true, role: 'reader' })).toEqual(['--read-only is a role; leave out --role']);
  expect(read({ ...good, expires: 'never' })).toMatchObject({ request: { expiresAtSeconds: 0 } });
});

test('as many scopes and addresses as are allowed are allowed', () => {
  const scopes = Array.from({ length: 20 }, (_, n) => `GET:/gemini/${n}`);
  const ips = Array.from({ length: 50 }, (_, n) => `203.0.113.${n}`);
  expect(read({ ...good, scopes, ips }).kind).toBe('sound');
  const many = read({ ...good, scopes: [...scopes, 'GET:/gemini/x'], ips: [...ips, '::1'] });
  expect(many.kind === 'refused' && many.problems).toEqual([
    '--scope takes at most 20; use wider ones',
    '--ip takes at most 50 entries; use wider ranges',
  ]);
});

test('labels that were asked for and are none are an empty set, not absent', () => {
  expect(read({ ...good, labels: [] })).toMatchObject({ request: { labels: {} } });
});
