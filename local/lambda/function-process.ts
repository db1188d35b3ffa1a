import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import { readAll } from '../read-all.ts';
import type { AppendLog } from '../state/append-log.ts';
import type { FunctionAnswer } from './function-answer.ts';
import { type AwsAddress, functionEnvironment } from './function-environment.ts';
import { FunctionFault, reportedFault } from './function-fault.ts';
import { BUFFERED_BYTES_MAX, Invocation } from './invocation.ts';
import { type RuntimePost, startRuntimeApi } from './runtime-api.ts';

/** Lambda allows 10 s; this machine may be busier than AWS's. */
const INIT_LIMIT_MS = 30_000;
const RUNTIME_CLIENT = createRequire(import.meta.url).resolve('aws-lambda-ric');
const SHIM = fileURLToPath(new URL('./runtime-shim.cjs', import.meta.url));

export interface ProcessOwner {
  /** The process has asked for an event. Called after every invocation, too. */
  idle(process: FunctionProcess): void;
  /** The process has answered and will ask for the next event at once; only the time of a round trip is missing. */
  finishing(process: FunctionProcess): void;
  /** The process has ended, for whatever reason. `fault` says why it did, if it never became idle. */
  gone(process: FunctionProcess, fault: FunctionFault | undefined): void;
}

export interface ProcessSettings {
  readonly plan: FunctionPlan;
  readonly aws: AwsAddress;
  readonly log: AppendLog;
  readonly owner: ProcessOwner;
}

type Give = (event: string, headers: Readonly<Record<string, string>>) => void;

/** One child process under AWS's runtime client: one event at a time, as one execution environment of Lambda. */
export class FunctionProcess {
  readonly #settings: ProcessSettings;
  #server: Server | undefined;
  #child: ChildProcess | undefined;
  #give: Give | undefined;
  #current: Invocation | undefined;
  #timer: NodeJS.Timeout | undefined;
  #initFault: FunctionFault | undefined;
  #everIdle = false;
  #ended = false;

  constructor(settings: ProcessSettings) {
    this.#settings = settings;
    this.#start().catch(() => this.#end('could not be started'));
  }

  /** Gives the process an event. Only to be called when it is idle. */
  invoke(event: string): Promise<FunctionAnswer> {
    const give = this.#give;
    this.#give = undefined;
    const { plan } = this.#settings;
    return new Promise((resolve, reject) => {
      if (give === undefined || this.#ended) {
        reject(new FunctionFault('exit', 'Runtime.ExitError', 'The process is gone'));
        return;
      }
      const requestId = randomUUID();
      const { owner } = this.#settings;
      this.#current = new Invocation(
        requestId,
        (answer) => {
          if (answer.kind === 'buffered') owner.finishing(this);
          resolve(answer);
        },
        (fault) => {
          if (fault.kind === 'handled') owner.finishing(this);
          reject(fault);
        },
      );
      this.#timer = setTimeout(() => this.#timeOut(), plan.timeoutMs);
      give(event, {
        'Lambda-Runtime-Aws-Request-Id': requestId,
        'Lambda-Runtime-Deadline-Ms': String(Date.now() + plan.timeoutMs),
        'Lambda-Runtime-Invoked-Function-Arn': plan.arn,
        'Lambda-Runtime-Trace-Id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`,
      });
    });
  }

  /** Ends the process at once; its owner hears of it through `gone`. */
  kill(): void {
    this.#child?.kill('SIGKILL');
    if (this.#child === undefined) this.#end(undefined);
  }

  async #start(): Promise<void> {
    const { plan, aws, log } = this.#settings;
    this.#timer = setTimeout(() => this.kill(), INIT_LIMIT_MS);
    const api = await startRuntimeApi({
      next: (give) => this.#becomeIdle(give),
      response: (id, post) => this.#take(id, post, (invocation) => invocation.respond(post)),
      error: (id, post) => this.#take(id, post, (invocation) => invocation.error(post)),
      initError: (post) => void this.#failInit(post),
    });
    this.#server = api.server;
    if (this.#ended) {
      api.server.close();
      return;
    }
    this.#child = spawn(process.execPath, ['--require', SHIM, RUNTIME_CLIENT, plan.handler], {
      cwd: plan.codeDir,
      env: functionEnvironment(plan, aws, `127.0.0.1:${api.port}`),
      // Descriptor 3 tells the child when this process is gone.
      stdio: ['ignore', log.descriptor, log.descriptor, 'pipe'],
      // Ctrl-C at a terminal goes to its whole group; children must outlive it until requests under way are done.
      detached: true,
    });
    this.#child.stdio[3]?.on('error', () => undefined);
    this.#child.once('error', () => this.#end('could not be started'));
    this.#child.once('exit', (code, signal) =>
      this.#end(signal === null ? `exit status ${code}` : `signal ${signal}`),
    );
  }

  #becomeIdle(give: Give): void {
    clearTimeout(this.#timer);
    // A process that asks for the next event without having answered this one has nothing to say any more.
    this.#current?.fail(new FunctionFault('malformed', 'Runtime.NoResponse', 'The function did not answer'));
    this.#current = undefined;
    this.#give = give;
    this.#everIdle = true;
    if (!this.#ended) this.#settings.owner.idle(this);
  }

  #take(requestId: string, post: RuntimePost, use: (invocation: Invocation) => void | Promise<void>): void {
    if (this.#current?.requestId === requestId) void use(this.#current);
    else post.cutShort();
  }

  async #failInit(post: RuntimePost): Promise<void> {
    const body = await readAll(post.body, BUFFERED_BYTES_MAX);
    this.#initFault = reportedFault('init', body?.toString('utf8') ?? '');
    post.accept();
  }

  #timeOut(): void {
    const { plan, log } = this.#settings;
    const seconds = (plan.timeoutMs / 1000).toFixed(2);
    const message = `${new Date().toISOString()} ${this.#current?.requestId} Task timed out after ${seconds} seconds`;
    log.line(message);
    this.#current?.fail(new FunctionFault('timeout', 'Sandbox.Timedout', message));
    this.kill();
  }

  #end(how: string | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const exit = new FunctionFault(
      this.#everIdle ? 'exit' : 'init',
      'Runtime.ExitError',
      `RequestId: ${this.#current?.requestId ?? '-'} Error: Runtime exited${how === undefined ? '' : ` with error: ${how}`}`,
    );
    this.#current?.fail(exit);
    this.#server?.close();
    this.#server?.closeAllConnections();
    this.#child?.stdio[3]?.destroy();
    this.#settings.owner.gone(this, this.#everIdle ? undefined : (this.#initFault ?? exit));
  }
}
