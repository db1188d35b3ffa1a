import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, platform } from 'node:os';

/** Where and on what the figures were taken. */
export interface Machine {
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  /** Short commit, with `+` when files differ from it; `unknown` outside a git checkout. */
  readonly commit: string;
}

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  node: process.version,
  platform: `${platform()} ${arch()}`,
  commit: commit(),
});

function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
