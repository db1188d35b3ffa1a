import { holdsClientKey } from '../lambda/domain/holds-client-key.ts';
import { describeError } from './describe-error.ts';
import { type Streams, terminalHost } from './host.ts';
import type { Opener } from './ports.ts';
import { makeProgram } from './program.ts';
import { projectFolder } from './project-folder.ts';
import { sdkOpener } from './sdk-opener.ts';
import { Session } from './session.ts';
import { UsageError } from './usage-error.ts';

/** What the CLI takes from the process it runs in. */
export interface Surroundings {
  readonly streams: Streams;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDir: string;
  /** Folder of this package. */
  readonly cloneDir: string;
  readonly version: string;
  /** @default ports on the AWS SDK */
  readonly opener?: Opener;
}

/** Runs one command line. Resolves with the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function main(words: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { streams, environment, workingDir, cloneDir, version, opener = sdkOpener } = surroundings;
  const host = terminalHost(streams);
  const session = new Session({ host, opener, projectDir: projectFolder(workingDir, cloneDir), version });
  try {
    if (words.some(holdsClientKey)) throw keyTyped();
    await makeProgram(session).parseAsync(words, { from: 'user' });
    return session.failed ? 1 : 0;
  } catch (error) {
    const { exitCode, lines } = describeError(error, (environment['SALLYPORT_DEBUG'] ?? '') !== '');
    host.complain(lines);
    return exitCode;
  }
}

/** What was typed is not repeated, and goes nowhere: not into a record, not into a request. */
const keyTyped = (): UsageError =>
  new UsageError([
    'an argument holds a client key or a token, and your shell may have put it into its history; name a key by its id (`keys list`), and `keys reroll` this one if anybody else can read the history',
  ]);
