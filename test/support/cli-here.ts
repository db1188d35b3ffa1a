import { PassThrough } from 'node:stream';
import { main } from '../../cli/main.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The CLI in the test's own process: the same words and streams, without the second that a program takes to start. */
export async function cliHere(stateDir: string, words: readonly string[], input = ''): Promise<CliResult> {
  const stdin = Object.assign(new PassThrough(), { isTTY: false });
  stdin.end(input);
  const [stdout, stderr] = [written(), written()];
  const code = await main(['--local', '--state', stateDir, ...words], {
    streams: { stdin, stdout: stdout.stream, stderr: stderr.stream },
    environment: {},
    workingDir: process.cwd(),
    cloneDir: process.cwd(),
    version: '0.0.0',
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function written() {
  let text = '';
  const stream = new PassThrough();
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return { stream, text: () => text };
}
