import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { csvRows } from '../../../cli/read-list.ts';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { DECOY_FORMATS, decoyText, variableOf } from '../../../lambda/domain/decoy-form.ts';
import { imitatedRequest, isModel } from '../../../lambda/domain/imitated-request.ts';
import { readPlanting } from '../../../lambda/domain/planting.ts';
import { anyText } from '../../support/any-text.ts';
import { keyItem } from '../../support/build.ts';

const KEY = mintClientKey('prod', new Uint8Array(32).fill(1)).reveal();
const URL_ = 'https://abc.execute-api.eu-central-1.amazonaws.com/prod/gemini';
const names = fc.stringMatching(/^[A-Z][A-Z0-9]{0,9}_API_KEY$/);

test('what a planting prints is read back by whatever reads the place', () => {
  const readers: Readonly<Record<string, (text: string, name: string) => unknown>> = {
    env: (text, name) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1],
    json: (text, name) => JSON.parse(text)[name],
    yaml: (text, name) => parse(text)[name],
    'github-actions': (text, name) =>
      new RegExp(`^gh secret set ${name} --body '(.*)'$`, 'm').exec(text)?.[1],
    terraform: (text, name) =>
      JSON.parse(new RegExp(`^${name.toLowerCase()} = (.*)$`, 'm').exec(text)?.[1] ?? ''),
    bare: (text) => text,
  };
  expect(Object.keys(readers)).toEqual([...DECOY_FORMATS]);
  fc.assert(
    fc.property(names, fc.constantFrom(...DECOY_FORMATS), fc.boolean(), (name, format, told) => {
      const text = decoyText(format, [{ name, key: KEY, baseUrl: told ? URL_ : undefined }]);
      expect(readers[format]?.(text, name)).toBe(KEY);
      expect(text.includes(URL_)).toBe(told && format !== 'bare');
      expect(text.split(KEY)).toHaveLength(2);
    }),
  );
});

test('the variable of a base URL never takes the place of a key’s', () => {
  for (const name of ['KEY', 'API_KEY', 'TOKEN', 'GEMINI', 'X_SECRET', 'apiKey'])
    expect(decoyText('env', [{ name, key: KEY, baseUrl: URL_ }]).split('\n')).toEqual([
      `${name}=${KEY}`,
      expect.stringMatching(/^\w*_BASE_URL=https/),
    ]);
  expect([variableOf(undefined), variableOf('my-api.v2')]).toEqual(['API_KEY', 'MY_API_V2_API_KEY']);
});

test.each([
  [{ link: 'https://a.example/x' }, true],
  [{ link: 'https://user:secret@a.example/' }, false],
  [{ link: 'https://user@a.example/' }, false],
  [{ link: 'javascript:alert(1)' }, false],
  [{ link: 'https://a.example/\u202e' }, false],
  [{ link: `https://a.example/${'x'.repeat(500)}` }, false],
  [{ link: 'a.example' }, false],
  [{ label: ' ' }, false],
  [{ label: 'a\nb' }, false],
  [{ label: 'x'.repeat(257) }, false],
  [{ name: '1X' }, false],
  [{ name: 'X; rm' }, false],
  [{ name: '_x1' }, true],
  [{ upstream: 'gemini' }, true],
  [{ upstream: 'constructor' }, false],
  [{ beside: 'key_0aBcDeFgHiJkLmNoPqRs' }, true],
  [{ beside: KEY }, false],
  [{ format: 'toString' }, false],
  [{ client: 'acme' }, true],
  [{ client: '"' }, false],
])('%j is a sound wish: %s', (input, sound) => {
  const reading = readPlanting({ label: 'x', ...input }, ['gemini']);
  expect(reading.kind).toBe(sound ? 'sound' : 'refused');
  if (reading.kind === 'sound') expect(reading.planting).toEqual({ label: 'x', ...input, format: 'env' });
  else expect(JSON.stringify(reading.problems)).not.toContain(KEY);
});

test('a decoy asks for exactly what its model has, and what it is told to differ in', () => {
  const model = keyItem({
    ...{ scopes: ['GET:/gemini/**'], role: 'reader', owner: 'ops', mayMint: true, labels: { a: 'b' } },
    ...{ declaredAs: 'x', firstUsedAt: 'never', version: 3, rotatedAt: 'then', stateReason: 'why' },
  });
  const offer = { products: ['gemini'], plans: ['basic'] };
  const same = {
    ...{ client: 'acme', products: ['weather'], plan: 'basic', expiresAtSeconds: 0, ips: [], note: '' },
    ...{ scopes: ['GET:/gemini/**'], role: 'reader', owner: 'ops', mayMint: true, labels: { a: 'b' } },
  };
  expect(imitatedRequest(model, {}, offer)).toEqual(same);
  // Scopes may lie outside of another product.
  expect(imitatedRequest(model, { upstream: 'gemini', client: 'beta' }, offer)).toEqual({
    ...same,
    client: 'beta',
  });
  expect(imitatedRequest(keyItem(), { upstream: 'gemini' }, offer)).toMatchObject({ products: ['gemini'] });
  expect(imitatedRequest(keyItem(), { upstream: 'other' }, offer)).toMatchObject({ products: ['weather'] });
  const none = { products: ['gemini'], plans: [] };
  expect(imitatedRequest(undefined, { upstream: 'gemini', client: 'beta' }, none)).toEqual({
    ...{ client: 'beta', products: ['gemini'], plan: '', expiresAtSeconds: 0, ips: [], note: '' },
  });
});

test('what works for more than a day can be imitated, and nothing else', () => {
  const now = new Date('2026-11-23T17:00:00.000Z');
  const seconds = now.getTime() / 1_000;
  expect(isModel(keyItem(), now)).toBe(true);
  expect(isModel(keyItem({ expiresAtSeconds: seconds + 86_401 }), now)).toBe(true);
  expect(isModel(keyItem({ expiresAtSeconds: seconds + 86_400 }), now)).toBe(false);
  expect(isModel(keyItem({ state: 'disabled' }), now)).toBe(false);
  expect(isModel(keyItem({ supersededBy: 'f'.repeat(64) }), now)).toBe(false);
});

test('records written as CSV are read back, whatever stands in them', () => {
  const cell = fc.string();
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    );
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, final) => {
      const text = rows
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
        .join(end);
      expect(csvRows(final ? text + end : text)).toEqual(rows);
    }),
  );
  expect(csvRows('a,b\n\n1,\n')).toEqual([
    ['a', 'b'],
    ['1', ''],
  ]);
  expect([csvRows(''), csvRows('"a"b,c'), csvRows('a"b'), csvRows('"open')]).toEqual([
    [],
    undefined,
    undefined,
    undefined,
  ]);
});

test('no text makes the reading of a list fail otherwise than by saying so', () => {
  fc.assert(fc.property(anyText(), (text) => void csvRows(text)));
});
