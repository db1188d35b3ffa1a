import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import { Secret } from '../lambda/domain/secret.ts';
import { withoutFinalNewline } from '../lambda/domain/upstream-key-text.ts';
import { cleanJson, cleanText } from './clean-text.ts';
import { renderSheet } from './render-sheet.ts';
import type { Report } from './report.ts';

const SECRET_BYTES_MAX = 65_536;
/** API Gateway takes no longer request. */
const BODY_BYTES_MAX = 10_485_760;

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
  /** Standard input as it comes, of any length. */
  input(): AsyncIterable<Uint8Array>;
  /** Standard input as one secret, without its final line break; asks without echo where a person can answer. */
  readSecret(prompt: string): Promise<Secret>;
  /** Standard input to its end, byte by byte. */
  readBytes(): Promise<Buffer>;
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
    input: async function* () {
      for await (const piece of stdin) yield Buffer.from(piece);
    },
    readSecret: async (prompt) =>
      new Secret(stdin.isTTY === true ? await ask(prompt, false) : await readKey(stdin), 'standard input'),
    readBytes: () =>
      readAll(stdin, BODY_BYTES_MAX, 'standard input is longer than any request', 'pass one request’s body'),
  };
}

async function readKey(stdin: NodeJS.ReadableStream): Promise<string> {
  const found = 'standard input is longer than any key';
  return withoutFinalNewline(
    (await readAll(stdin, SECRET_BYTES_MAX, found, 'pass the bare key')).toString('utf8'),
  );
}

async function readAll(
  stdin: NodeJS.ReadableStream,
  bytesMax: number,
  found: string,
  fix: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    bytes += chunks.at(-1)?.length ?? 0;
    if (bytes > bytesMax) throw new OperatorFault('input.refused', found, fix);
  }
  return Buffer.concat(chunks);
}
