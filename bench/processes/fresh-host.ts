import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import { installAwslambda } from '../subjects/install-awslambda.ts';
import type { FreshStart } from './fresh-start.ts';

type Handler = (event: unknown, stream?: Writable) => Promise<unknown>;

/** `NativeModule stream`, `Internal Binding fs`, …: Node's own record of what it has loaded. */
const builtins = (): number => {
  const { moduleLoadList } = process as unknown as { moduleLoadList: readonly string[] };
  return moduleLoadList.filter((entry) => entry.startsWith('NativeModule')).length;
};

/** A Writable that takes everything. The module is loaded here, not above: a function without streams does not pay for it. */
function openStream(): { stream: Writable; finished: Promise<void> } {
  const { Writable } = process.getBuiltinModule('node:stream');
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  return { stream, finished: new Promise((resolve) => stream.once('finish', resolve)) };
}

/** The status that the subject gave to its streamed answer. */
let status = 0;

async function answer(handler: Handler, kind: string, event: unknown): Promise<unknown> {
  if (kind !== 'streaming') return handler(event);
  const { stream, finished } = openStream();
  const handled = handler(event, stream);
  await Promise.race([finished, handled]); // what follows the last byte, no client waits for
  return { status };
}

/** Loads one bundle and has it answer once, in a process that has done nothing else. Reports on descriptor 3. */
async function main(): Promise<void> {
  const [bundle = '', kind = '', eventFile] = process.argv.slice(2);
  const event: unknown = eventFile === undefined ? undefined : JSON.parse(readFileSync(eventFile, 'utf8'));
  installAwslambda((stream, metadata) => {
    status = metadata.statusCode;
    return stream;
  });
  const require = createRequire(bundle);
  const before = { builtins: builtins(), cpu: process.cpuUsage(), at: performance.now() };
  const { handler } = require(bundle) as { handler: Handler };
  const loadedAt = performance.now();
  const loaded = builtins();
  const answered = kind === 'load' ? undefined : await answer(handler, kind, event);
  const answeredAt = performance.now();
  const cpu = process.cpuUsage(before.cpu);
  const report: FreshStart = {
    loadMs: loadedAt - before.at,
    answerMs: answeredAt - loadedAt,
    cpuMs: (cpu.user + cpu.system) / 1000,
    builtins: loaded - before.builtins,
    answered,
  };
  writeSync(3, JSON.stringify(report));
  process.exit(0); // kept sockets would hold the process for seconds
}

void main();
