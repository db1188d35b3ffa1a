import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import { Secret } from '../lambda/domain/secret.ts';
import { withoutFinalNewline } from '../lambda/domain/upstream-key-text.ts';
import { cleanJson, cleanText } from './clean-text.ts';
import { renderSheet } from './render-sheet.ts';
import type { Report } from './report.ts';

const INPUT_BYTES_MAX = 65_536;

/** The terminal, or whatever stands in its place. Nothing else in the CLI prints or asks. */
export interface Host {
  /** Whether a person can answer. */
  readonly interactive: boolean;
  /** Resolves when everything was taken by standard output; rejects when it is closed. */
  show(report: Report, form: 'table' | 'json'): Promise<void>;
  /** One piece of a long text, already clean; resolves and rejects like `show`. */
  write(text: string): Promise<void>;
  /** Our own text (help, completion scripts) as it is. */
  print(text: string): void;
  /** To standard error, each line cleaned. */
  complain(lines: readonly string[]): void;
  confirm(question: string): Promise<boolean>;
  /** Standard input as one secret, without its final line break; asks without echo where a person can answer. */
  readSecret(prompt: string): Promise<Secret>;
}

export interface Streams {
  readonly stdin: Pick<ReadStream, 'isTTY'> & NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** A host on three streams. */
export function terminalHost({ stdin, stdout, stderr }: Streams): Host {
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined); // the write that failed reports it

  const ask = (prompt: string, echo: boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      const lines = createInterface({
        input: stdin,
        output: echo ? stderr : nowhere,
        terminal: true,
        historySize: 0,
      });
      stderr.write(echo ? '' : prompt);
      lines.once('close', () => {
        if (!echo) stderr.write('\n');
        reject(new OperatorFault('input.refused', 'nothing was answered', 'run the command again'));
      });
      lines.question(echo ? prompt : '', (answer) => {
        resolve(answer);
        lines.close();
      });
    });

  return {
    interactive: stdin.isTTY === true,
    show: (report, form) =>
      new Promise((resolve, reject) => {
        const { document, sheet, notes = [] } = report;
        const text =
          form === 'json'
            ? cleanJson(JSON.stringify(document, undefined, 2))
            : [renderSheet(sheet), ...notes.map(cleanText)].join('\n');
        stdout.write(`${text}\n`, (error?: Error | null) => (error ? reject(error) : resolve()));
      }),
    write: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error?: Error | null) => (error ? reject(error) : resolve()));
      }),
    print: (text) => void stdout.write(text),
    complain: (lines) => void stderr.write(lines.map((line) => `${cleanText(line)}\n`).join('')),
    confirm: async (question) => /^y(es)?$/i.test((await ask(`${cleanText(question)} [y/N] `, true)).trim()),
    readSecret: async (prompt) =>
      new Secret(stdin.isTTY === true ? await ask(prompt, false) : await readAll(stdin), 'standard input'),
  };
}

async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    bytes += chunks.at(-1)?.length ?? 0;
    if (bytes > INPUT_BYTES_MAX)
      throw new OperatorFault('input.refused', 'standard input is longer than any key', 'pass the bare key');
  }
  return withoutFinalNewline(Buffer.concat(chunks).toString('utf8'));
}
