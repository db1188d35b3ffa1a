import { execFile } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachinePorts } from './machine-ports.ts';

/** The machine that this process runs on. */
export const thisMachine: MachinePorts = {
  nodeVersion: process.versions.node,
  platform: process.platform,
  inspect: async (path) => {
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined) return undefined;
    return { mode: stats.mode & 0o777, kind: stats.isDirectory() ? 'folder' : 'file' };
  },
  filesBelow: async (path) => {
    const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
  },
  gitIgnores: (folder, path) =>
    new Promise((resolve) => {
      // https://git-scm.com/docs/git-check-ignore: 0 is ignored, 1 is not, 128 is a failure such as no repository.
      // A tracked file counts as not ignored, whatever .gitignore says.
      execFile('git', ['check-ignore', '--quiet', '--', path], { cwd: folder }, (error) => {
        resolve(error === null ? 'ignored' : error.code === 1 ? 'exposed' : 'no repository');
      });
    }),
};
