import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { leavesOf } from '../../cli/command-tree.ts';
import { makeProgram } from '../../cli/program.ts';
import { Session } from '../../cli/session.ts';
import { fakeGateway, run, silentHost } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'malformed-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const CONFIG = JSON.stringify({
  upstreams: { gemini: { preset: 'gemini' } },
  products: { gemini: [{ upstream: 'gemini' }], youtube: [{ upstream: 'gemini' }] },
  plans: { basic: { rate: 1, burst: 1 } },
  stages: { local: { allowLoopbackUpstreams: true } },
});
const NASTY = [
  ...[
    '',
    ' ',
    '-',
    '--',
    '-1',
    '0',
    '1e9',
    '99999999999999999999',
    'NaN',
    'null',
    'none',
    'never',
    '[]',
    '{}',
    '=',
    '=x',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '../../etc/passwd',
    '/',
    '/dev/null',
    '\u0000',
    'a\nb',
    '\u202e',
    '\ud800',
    'é',
  ],
  ...[
    'key_',
    'key_0aBcDeFgHiJkLmNoPqRs',
    'tok_0aBcDeFgHiJkLmNoPqRs',
    '*',
    '**',
    '*:/**',
    'GET:',
    'GET:/gemini/**',
    'a=b=c',
  ],
  ...[
    '0s',
    '30s',
    '1w',
    '9999d',
    '-5m',
    '2026-02-30',
    '2026-11-23T17:00Z',
    '::1/129',
    '0.0.0.0/0',
    '203.0.113.7',
    'x'.repeat(5_000),
  ],
  ...[
    file('a.yaml', 'keys: &a [*a]'),
    file('b.json', '[1,2'),
    file('c.json', '{"format":"sallyport-keys/1","stage":"local","items":[null]}'),
  ],
  ...[
    file('d.yaml', 'keys: [{ name: [], client: {}, products: x, plan: 7, ips: null, labels: [1] }]'),
    folder,
  ],
];
/** A sound line for each command; the key is `ID`. */
const SOUND: Readonly<Record<string, readonly string[]>> = {
  'keys create': ['--client', 'acme', '--product', 'gemini', '--plan', 'basic'],
  'keys list': [],
  'keys show': ['ID'],
  'keys usage': ['ID'],
  'keys can': ['ID', 'GET', '/gemini/x', '--config', file('config.json', CONFIG)],
  'keys update': ['ID', '--note', 'x'],
  'keys disable': ['ID'],
  'keys enable': ['ID'],
  'keys quarantine': ['ID'],
  'keys revoke': ['ID', '--yes'],
  'keys reroll': ['ID', '--grace', '1h'],
  'keys export': [],
  'keys import': [file('empty.json', '{"format":"sallyport-keys/1","stage":"local","items":[]}')],
  'keys apply': [
    '--file',
    file('clients.yaml', 'keys: [{ name: a, client: a, products: [gemini], plan: basic }]'),
  ],
  'tokens mint': ['ID', '--ttl', '5m'],
  'tokens list': ['ID'],
  'tokens revoke': ['tok_0aBcDeFgHiJkLmNoPqRs'],
  'tokens narrow': ['--key', file('x.key', 'x')],
};
const { opener } = fakeGateway();
const program = makeProgram(new Session({ host: silentHost, opener, projectDir: '/', version: '0' }));
const LEAVES = leavesOf(program).filter(({ path }) => /^(keys|tokens) /.test(path));

test('no command on keys or tokens stumbles over what is typed: it is done, refused with its fix, or named as wrong usage', async () => {
  const value = fc.constantFrom(...NASTY);
  const words = fc.constantFrom(...LEAVES).chain(({ path, flags }) => {
    const sound = SOUND[path] ?? [];
    return fc.record({
      path: fc.constant(path),
      replaced: fc.option(fc.tuple(fc.nat(sound.length), value), { freq: 2 }),
      added: fc.array(fc.tuple(fc.constantFrom(...flags), fc.array(value, { maxLength: 2 })), {
        maxLength: 2,
      }),
    });
  });
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(words, async ({ path, replaced, added }) => {
      const gateway = fakeGateway();
      const line = '--stage prod keys create --client acme --product gemini --plan basic --json';
      const { id } = JSON.parse((await run(gateway, line)).stdout) as { id: string };
      const given = (SOUND[path] ?? []).map((word, n) =>
        n === replaced?.[0] ? replaced[1] : word.replace(/^ID$/, id),
      );
      const typed = [...path.split(' '), ...given, ...added.flat(2)];
      const { exitCode, stdout, stderr } = await run(gateway, ['--stage', 'prod', ...typed], '{"a":');
      codes.add(`${path} ${exitCode}`);
      expect([typed, stderr]).toEqual([typed, expect.not.stringContaining('unexpected')]);
      if (exitCode === 2)
        expect([typed, stdout, stderr]).toEqual([typed, '', expect.stringMatching(/wrong usage|see --help/)]);
      if (exitCode === 1) expect(`${stdout}${stderr}`).not.toBe('');
      expect(stdout + stderr).not.toMatch(/[\0\u202e]/);
    }),
    { numRuns: 500 },
  );
  for (const { path } of LEAVES)
    expect([path, codes.has(`${path} 0`) || codes.has(`${path} 1`) || path === 'tokens narrow']).toEqual([
      path,
      true,
    ]);
}, 30_000);
