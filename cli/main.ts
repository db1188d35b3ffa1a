import { describeError } from './describe-error.ts';
import { type Streams, terminalHost } from './host.ts';
import type { Opener } from './ports.ts';
import { makeProgram } from './program.ts';
import { projectFolder } from './project-folder.ts';
import { sdkOpener } from './sdk-opener.ts';
import { Session } from './session.ts';

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
    await makeProgram(session).parseAsync(words, { from: 'user' });
    return session.failed ? 1 : 0;
  } catch (error) {
    const { exitCode, lines } = describeError(error, (environment['SALLYPORT_DEBUG'] ?? '') !== '');
    host.complain(lines);
    return exitCode;
  }
}
