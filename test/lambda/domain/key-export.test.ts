import { expect, test } from '@jest/globals';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { exportedKey, readKeyExport } from '../../../lambda/domain/key-export.ts';
import { complaintAboutName, complaintAboutNote, readLabels } from '../../../lambda/domain/key-words.ts';
import { keyItem } from '../../support/build.ts';

const offer = { products: ['weather'], plans: ['basic'], roles: ['reader'], mounts: ['/weather'] };
const FORMAT = 'sallyport-keys/1';
const ITEM = exportedKey(keyItem());
const HASH = 'b'.repeat(64);
const read = (over: Readonly<Record<string, unknown>>) =>
  readKeyExport({ format: FORMAT, stage: 'prod', items: [{ ...ITEM, ...over }] }, 'prod', offer);

test('what belongs to the account a key came from does not travel', () => {
  const exported = exportedKey(keyItem({ sealed: 'jwe', sealedFor: 'thumbprint', owner: 'search' }));
  expect(Object.keys(exported)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(usageKey|usageKeyId|sealed|sealedFor)$/)]),
  );
  expect(exported).toMatchObject({ owner: 'search', keyHash: 'a'.repeat(64) });
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['nothing more', {}],
  ['a role', { role: 'reader' }],
  ['scopes', { scopes: ['GET:/weather/x'] }],
  ['labels', { labels: { team: 'search' } }],
  [
    'what a reroll leaves',
    { supersededBy: HASH, graceEndsAtSeconds: 5, endsOnFirstUse: true, rerollToken: 'r' },
  ],
  ['what a state leaves', { state: 'disabled', stateReason: 'asked', version: 3 }],
  ['times', { rotatedAt: '2026-11-23T00:00:00.000Z', firstUsedAt: 'never', expiresAtSeconds: 0 }],
  ['the rest', { mayMint: true, owner: 'search', declaredAs: 'search-team' }],
])('a record with %s is taken over as it is', (_what, over) => {
  expect(read(over)).toEqual({ format: FORMAT, stage: 'prod', items: [{ ...ITEM, ...over }] });
});

const DAMAGED: Readonly<Record<string, readonly unknown[]>> = {
  keyHash: ['A'.repeat(64), `${HASH}0`, `0${HASH}`, undefined],
  id: ['key_1', `${ITEM.id}0`, `x${ITEM.id}`, 7],
  client: ['', 7, '\u001b[31m', undefined],
  products: ['weather', [7], undefined],
  plan: [7],
  state: ['pending', 'alive', undefined],
  expiresAtSeconds: [-1, 1.5, '0'],
  ips: ['::1', [1]],
  note: [7, 'a\nb', undefined],
  createdAt: ['yesterday', 1_700_000_000],
  seal: ['a', `${HASH}a`, `a${HASH}`],
  role: [7],
  scopes: ['x', [7]],
  owner: [7],
  rerollToken: [7],
  declaredAs: [7],
  rotatedAt: ['x'],
  labels: ['a=b', null, { a: 1 }],
  version: [-1],
  graceEndsAtSeconds: ['x'],
  stateReason: [7],
  supersededBy: ['x'],
  firstUsedAt: [7],
  endsOnFirstUse: ['yes'],
  mayMint: [1],
};

test.each(
  Object.entries(DAMAGED).flatMap(([field, values]) => values.map((value) => [field, value] as const)),
)('a record whose %s is %j is refused, and that field named', (field, value) => {
  expect(read({ [field]: value })).toEqual([`items[0]: ${field} is missing or damaged`]);
});

test.each(['usageKey', 'sealed', 'constructor', 'bait', '__proto__x'])(
  'a record with a field %s is refused',
  (field) => {
    expect(read({ [field]: 'x' })).toEqual([`items[0]: ${JSON.stringify(field)} is not known here`]);
  },
);

test('all that is wrong is told at once, with its place', () => {
  const items = [ITEM, { ...ITEM, plan: 7, extra: 1 }, null];
  const problems = readKeyExport(
    { format: FORMAT, stage: 'prod', items },
    'prod',
    offer,
  ) as readonly string[];
  expect(problems.slice(0, 2)).toEqual([
    'items[1]: plan is missing or damaged',
    'items[1]: "extra" is not known here',
  ]);
  expect(problems.filter((text) => text.startsWith('items[2]'))).toHaveLength(11);
});

test('rights that this config does not offer are refused, each with what to choose from', () => {
  expect(read({ products: ['tides'] })).toEqual([
    'items[0]: --product "tides" is not offered; choose from: weather',
  ]);
  expect(read({ plan: 'pro', role: 'admin' })).toHaveLength(2);
  expect(read({ ips: ['x'], scopes: ['x'] })).toHaveLength(2);
});

test.each([
  undefined,
  null,
  {},
  [],
  { format: FORMAT },
  { format: 'other', items: [] },
  { format: FORMAT, items: {} },
])('%j is no export', (value) => {
  expect(readKeyExport(value, 'prod', offer)).toEqual(['the file is no export of `keys export`']);
});

test('keys of another stage are refused: their text names their stage', () => {
  expect(readKeyExport({ format: FORMAT, stage: 'dev', items: [] }, 'prod', offer)).toEqual([
    'the keys are those of a stage "dev"; they can never work on "prod"',
  ]);
  expect(readKeyExport({ format: FORMAT, stage: 'prod', items: [] }, 'prod', offer)).toMatchObject({
    items: [],
  });
});

const KEY = mintClientKey('prod', new Uint8Array(32).fill(7)).reveal();

test.each(['a', 'Acme Corp.', 'a_b@c:d+e-f', '9', 'a'.repeat(64)])('%j is a name', (text) => {
  expect(complaintAboutName(text)).toBeUndefined();
});

test.each(['', ' a', '-a', 'a"b', 'a/b', 'é', 'a\n', 'a'.repeat(65)])('%j is no name', (text) => {
  expect(complaintAboutName(text)).toMatch(/^takes 1 to 64 of /);
});

test.each(['\u0007', '\u200b', '\ud800', '\ue000', '\u2028', '\u2029', 'x'.repeat(257)])(
  'a note that holds %j is none',
  (text) => {
    expect(complaintAboutNote(text)).toBe('takes at most 256 printable characters on one line');
  },
);

test('a note may be empty, long and in any script, and no text holds a key', () => {
  for (const text of ['', 'x'.repeat(256), 'für 検索 🔑']) expect(complaintAboutNote(text)).toBeUndefined();
  expect(complaintAboutNote(`see ${KEY}`)).toMatch(/^holds a client key/);
  expect(complaintAboutName(KEY)).toBeDefined();
});

test('labels are read by their first sign of equality, and the last of a name counts', () => {
  expect(readLabels(['a=b=c', 'x=', 'a=d', 'multi.part/x_y-z=1'])).toEqual({
    a: 'd',
    x: '',
    'multi.part/x_y-z': '1',
  });
  expect(readLabels([])).toEqual({});
  expect(readLabels(Array.from({ length: 20 }, (_, n) => `l${n}=x`))).toHaveProperty('l19', 'x');
});

test.each([
  ['A=b'],
  ['a'],
  ['=b'],
  ['1=b'],
  [`${'a'.repeat(64)}=b`],
  ['a=b\nc'],
  [`a=${KEY}`],
  Array.from({ length: 21 }, (_, n) => `l${n}=x`),
])('labels such as %j are refused with what one looks like', (...texts) => {
  expect(readLabels(texts.flat())).toMatch(/^takes NAME=VALUE, at most 20; /);
});
