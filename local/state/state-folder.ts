import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockState } from './state-lock.ts';

/** The folder that outlives a run. Nobody but its owner may look inside. */
export interface StateFolder {
  readonly logs: string;
  file(name: string): string;
  release(): void;
}

/** Makes the folder where it is missing, tightens its mode, and takes its lock. */
export function openStateFolder(stateDir: string): StateFolder {
  const root = resolve(stateDir);
  const logs = join(root, 'logs');
  for (const folder of [root, logs]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  return { logs, file: (name) => join(root, name), release: lockState(join(root, 'lock')) };
}
