import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { count, oneOf, text } from '../../../contract/env.ts';
import { readEnv } from '../../../lambda/adapters/read-env.ts';
import { readSettings } from '../../../lambda/adapters/read-settings.ts';

const spec = { NAME: text, DAYS: count, MODE: oneOf('strict', 'relaxed') };

test('what the contract names is read as what it is', () => {
  const env: { NAME: string; DAYS: number; MODE: 'strict' | 'relaxed' } = readEnv(spec, {
    NAME: 'n',
    DAYS: '090',
    MODE: 'strict',
    OTHER: 'x',
  });
  expect(env).toEqual({ NAME: 'n', DAYS: 90, MODE: 'strict' });
});

test('all problems are reported at once, and no value is repeated', () => {
  const read = () => readEnv(spec, { NAME: '', DAYS: 'hunter2', MODE: 'hunter3' });
  expect(read).toThrow('NAME must be set; DAYS must be a whole number; MODE must be one of strict, relaxed');
  expect(read).not.toThrow(/hunter/);
});

test.each(['-1', '1.5', '1e3', ' 1', '0x1', '', '1'.repeat(16), 'NaN', 'Infinity'])(
  'the text %j is not a count',
  (value) => {
    expect(() => readEnv({ DAYS: count }, { DAYS: value })).toThrow('DAYS must be a whole number');
  },
);

test('settings are what lies beside the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  try {
    writeFileSync(join(folder, 'settings.json'), '{"mounts":[]}');
    expect(readSettings('authorizer', folder)).toEqual({ mounts: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
