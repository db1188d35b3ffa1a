import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockState } from '../../../local/state/state-lock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'lock');
});
afterEach(() => folder.remove());

test('a folder in use is refused with the process that uses it and the file to delete', () => {
  const release = lockState(file);
  expect(() => lockState(file)).toThrow(new RegExp(`process ${process.pid}.*${file}`, 's'));
  release();
});

test('a released lock can be taken again, and nothing else is left in the folder', () => {
  lockState(file)();
  lockState(file)();
  expect(readdirSync(folder.path)).toEqual([]);
});

test('the lock of a process that is gone is taken over', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  const release = lockState(file);
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  release();
  expect(existsSync(file)).toBe(false);
});
