import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { LocalRun } from '../../../local/run-assembly.ts';

/** A run in a process of its own, to be killed. */
export interface KillableRun {
  readonly run: LocalRun;
  /** SIGKILL: nothing is closed, nothing is flushed. */
  kill(): Promise<void>;
}

/** Compiles `hold.ts` once, so that each start takes a third of a second; `start` runs it on an assembly and a state. */
export function killableRuns(): {
  start(assemblyDir: string, stateDir: string): Promise<KillableRun>;
  remove(): void;
} {
  // Inside the project: its packages are found from there.
  const folder = join(__dirname, '..', '..', '..', 'node_modules', '.cache', `hold-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'hold.mjs');
  buildSync({
    entryPoints: [join(__dirname, 'hold.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return {
    start: async (assemblyDir, stateDir) => {
      const child = spawn(process.execPath, [outfile, assemblyDir, stateDir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await Promise.race([
        once(createInterface(child.stdout), 'line'),
        once(child, 'exit').then(() => Promise.reject(new Error('The run ended before it served'))),
      ])) as [string];
      return { run: { ...JSON.parse(line), region: 'us-east-1' } as LocalRun, kill: () => kill(child) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
