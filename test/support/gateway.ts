import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CliResult, cliHere } from './cli-here.ts';

const ROOT = process.cwd(); // tests and scripts run in the repository's folder
const READY_LIMIT_MS = 60_000;

export interface Ready {
  readonly url: string;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly demoKey: string;
}

export interface GatewayOptions {
  /** The config as data. @default the shipped one */
  readonly config?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** More of `npm start`'s flags. */
  readonly args?: readonly string[];
  /** Of an earlier run. @default a new folder inside the project, where `npm start` has it too */
  readonly stateDir?: string;
}

/** A gateway as `npm start` runs it, in a process and a state folder of its own. */
export class Gateway {
  readonly ready: Ready;
  readonly stateDir: string;
  readonly process: ChildProcess;
  readonly #output: () => string;

  constructor(ready: Ready, stateDir: string, child: ChildProcess, output: () => string) {
    this.ready = ready;
    this.stateDir = stateDir;
    this.process = child;
    this.#output = output;
  }

  /** Everything it printed so far. */
  get output(): string {
    return this.#output();
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.ready.url + path, init);
  }

  /** `npx sallyport --local --state … <args>`, without the program's start. */
  cli(args: readonly string[], stdin = ''): Promise<CliResult> {
    return cliHere(this.stateDir, args, stdin);
  }

  /** The same as the program that an operator runs, without npx. */
  program(args: readonly string[], stdin = ''): Promise<CliResult> {
    const words = ['bin/sallyport.js', '--local', '--state', this.stateDir, ...args];
    return run(process.execPath, words, stdin, {});
  }

  /** A created key's document. */
  async createKey(...flags: readonly string[]): Promise<{ readonly id: string; readonly key: string }> {
    const made = await this.cli(['keys', 'create', '--client', 'acme', ...flags, '--json']);
    if (made.code !== 0) throw new Error(`keys create failed: ${made.stderr}`);
    return JSON.parse(made.stdout) as { id: string; key: string };
  }

  /** Ends as Ctrl-C does. The state folder goes too, unless it is kept for another run. */
  async stop({ keepState = false } = {}): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((done) => this.process.once('exit', done));
      this.process.kill('SIGINT');
      await ended;
    }
    if (!keepState) rmSync(this.stateDir, { recursive: true, force: true });
  }
}

/** Starts a gateway and waits until it serves. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const stateDir = options.stateDir ?? mkdtempSync(join(ROOT, '.sallyport-journey-'));
  const readyFile = join(stateDir, 'ready-for-test.json');
  rmSync(readyFile, { force: true });
  const args = ['--port', '0', '--state', stateDir, '--ready-file', readyFile, ...(options.args ?? [])];
  if (options.config !== undefined) {
    const file = join(stateDir, 'config.json');
    writeFileSync(file, JSON.stringify(options.config));
    args.push('--config', file);
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const startedAt = Date.now();
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null) throw new Error(`the gateway did not start:\n${output}`);
    if (Date.now() - startedAt > READY_LIMIT_MS) throw new Error(`the gateway is not ready:\n${output}`);
    await pause(50);
  }
  return new Gateway(JSON.parse(readFileSync(readyFile, 'utf8')) as Ready, stateDir, child, () => output);
}

/** Runs a program in the repository to its end. */
export function run(
  command: string,
  args: readonly string[],
  stdin: string,
  env: Readonly<Record<string, string>>,
): Promise<CliResult> {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}
