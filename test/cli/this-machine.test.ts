import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { thisMachine } from '../../cli/this-machine.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-machine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder, stdio: 'ignore' });

test('permission bits and kinds are told as they are, and what is not there as nothing', async () => {
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs', 'a'), '');
  chmodSync(join(folder, 'logs', 'a'), 0o640);
  expect(await thisMachine.inspect(join(folder, 'logs', 'a'))).toEqual({ mode: 0o640, kind: 'file' });
  expect(await thisMachine.inspect(folder)).toEqual({ mode: 0o700, kind: 'folder' });
  expect(await thisMachine.inspect(join(folder, 'absent'))).toBeUndefined();
  expect([...(await thisMachine.filesBelow(folder))].sort()).toEqual([
    join(folder, 'logs'),
    join(folder, 'logs', 'a'),
  ]);
});

test('a file counts as ignored only if git would never commit it', async () => {
  const ask = () => thisMachine.gitIgnores(folder, '.env');
  expect(await ask()).toBe('no repository');
  git('init');
  expect(await ask()).toBe('exposed');
  writeFileSync(join(folder, '.gitignore'), '.env\n');
  expect(await ask()).toBe('ignored');
  writeFileSync(join(folder, '.env'), '');
  git('add', '--force', '.env');
  expect(await ask()).toBe('exposed');
});
