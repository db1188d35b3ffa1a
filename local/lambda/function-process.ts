import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import { readAll } from '../read-all.ts';
import { type Exit, exitFault, timeoutFault } from './exit-fault.ts';
import { Extensions } from './extensions.ts';
import type { FunctionAnswer } from './function-answer.ts';
import { type AwsAddress, functionEnvironment } from './function-environment.ts';
import { closedFault, FunctionFault, reportedFault } from './function-fault.ts';
import type { FunctionLog, LogStream } from './function-log.ts';
import { BUFFERED_BYTES_MAX, Invocation } from './invocation.ts';
import { InvocationJournal } from './invocation-journal.ts';
import type { InvocationListener } from './invocation-listener.ts';
import { invocationNotice } from './invocation-notice.ts';
import type { InvokeExtras } from './invoke-extras.ts';
import { logStreamName } from './log-stream-name.ts';
import type { ProcessOwner } from './process-owner.ts';
import { type RuntimePost, startRuntimeApi } from './runtime-api.ts';
import { Sandbox } from './sandbox.ts';

/** INIT gets this, or the function's timeout if that is longer: Lambda repeats a slow INIT under the timeout of the first event. */
export const INIT_LIMIT_MS = 10_000;

export interface ProcessSettings {
  readonly plan: FunctionPlan;
  readonly aws: AwsAddress;
  readonly log: FunctionLog;
  readonly scratch: string;
  /** Unix milliseconds, for names and records. Timeouts keep real time. */
  readonly now: () => number;
  readonly owner: ProcessOwner;
  readonly onInvoked: InvocationListener;
}

type Give = (event: string, headers: Readonly<Record<string, string>>) => void;

/** One child process under AWS's runtime client: one event at a time, as one execution environment of Lambda. */
export class FunctionProcess {
  readonly bornAt: number;
  readonly #settings: ProcessSettings;
  readonly #extensions = new Extensions();
  readonly #logStream: string;
  readonly #log: LogStream;
  readonly #journal: InvocationJournal;
  #server: Server | undefined;
  #sandbox: Sandbox | undefined;
  #give: Give | undefined;
  #current: Invocation | undefined;
  #timer: NodeJS.Timeout | undefined;
  #initFault: FunctionFault | undefined;
  #everIdle = false;
  #ended = false;

  constructor(settings: ProcessSettings) {
    this.#settings = settings;
    this.bornAt = settings.now();
    this.#logStream = logStreamName(this.bornAt);
    this.#log = settings.log.stream(this.#logStream);
    this.#journal = new InvocationJournal({ ...settings, log: this.#log });
    this.#start().catch(() => this.#end(undefined));
  }

  /** Gives the process an event. Only to be called when it is idle. */
  invoke(event: string, extras: InvokeExtras = {}): Promise<FunctionAnswer> {
    const give = this.#give;
    this.#give = undefined;
    const { plan, owner } = this.#settings;
    return new Promise((resolve, reject) => {
      if (give === undefined || this.#ended) {
        reject(new FunctionFault('exit', 'Runtime.ExitError', 'The process is gone'));
        return;
      }
      const { requestId = randomUUID(), clientContext } = extras;
      const deadlineMs = Date.now() + plan.timeoutMs;
      // Where extensions go on after the answer, the process is not about to be ready.
      const answered = (): void => {
        if (this.#extensions.size === 0) owner.finishing(this);
      };
      this.#current = new Invocation(
        requestId,
        deadlineMs,
        (answer) => {
          if (answer.kind === 'buffered') answered();
          resolve(answer);
        },
        (fault) => {
          this.#journal.failed();
          if (fault.kind === 'handled') answered();
          reject(fault);
        },
      );
      this.#timer = setTimeout(() => this.#timeOut(), plan.timeoutMs);
      this.#journal.begin(requestId, extras.ended);
      const notice = invocationNotice(plan, requestId, deadlineMs, clientContext);
      give(event, notice.headers);
      this.#extensions.invoke(notice.extension);
    });
  }

  /** Whether it is on a core or waits for one. */
  get computing(): boolean {
    return this.#sandbox?.computing ?? false;
  }

  /** Ends the process at once; its owner hears of it through `gone`. */
  kill(): void {
    if (this.#sandbox === undefined) this.#end(undefined);
    else this.#sandbox.kill();
  }

  /** Ends an idle process that is no longer needed. */
  retire(): void {
    this.#sandbox?.shutDown(this.#extensions.size > 0);
  }

  async #start(): Promise<void> {
    const { plan, aws, scratch } = this.#settings;
    const limitMs = Math.max(INIT_LIMIT_MS, plan.timeoutMs);
    this.#timer = setTimeout(() => this.#fail(timeoutFault('init', undefined, limitMs)), limitMs);
    const api = await startRuntimeApi(
      {
        next: (give) => {
          this.#give = give;
          this.#settle();
        },
        response: (id, post) => this.#take(id, post, (invocation) => invocation.respond(post)),
        error: (id, post) => this.#take(id, post, (invocation) => invocation.error(post)),
        initError: (post) => void this.#failInit(post),
      },
      {
        extensions: this.#extensions,
        plan,
        initializing: () => !this.#everIdle,
        settled: () => this.#settle(),
        failed: (errorType) =>
          this.#fail(new FunctionFault(this.#everIdle ? 'exit' : 'init', errorType, 'An extension failed')),
      },
    );
    this.#server = api.server;
    if (this.#ended) {
      api.server.close();
      return;
    }
    this.#sandbox = new Sandbox({
      plan,
      environment: functionEnvironment(plan, aws, `127.0.0.1:${api.port}`, this.#logStream),
      log: this.#log,
      scratch,
      ended: (exit) => this.#end(exit),
    });
  }

  /** The phase under way is over when the runtime and every extension have asked for the next event. */
  #settle(): void {
    if (this.#give === undefined) return;
    this.#current?.end();
    if (!this.#extensions.ready()) return;
    clearTimeout(this.#timer);
    this.#current = undefined;
    this.#journal.end(this.#sandbox?.maxMemoryMb ?? 0);
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
    const { plan, now } = this.#settings;
    const requestId = this.#current?.requestId;
    const seconds = (plan.timeoutMs / 1000).toFixed(2);
    this.#log.line(`${new Date(now()).toISOString()} ${requestId} Task timed out after ${seconds} seconds`);
    this.#fail(timeoutFault('timeout', requestId, plan.timeoutMs));
  }

  #fail(fault: FunctionFault): void {
    if (!this.#everIdle) this.#initFault ??= fault;
    this.#current?.fail(fault);
    this.kill();
  }

  /** Without an exit there was no process yet, or none could be started. */
  #end(exit: Exit | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const kind = this.#everIdle ? 'exit' : 'init';
    const fault = exit === undefined ? closedFault() : exitFault(kind, this.#current?.requestId, exit);
    this.#current?.fail(fault);
    this.#journal.end(this.#sandbox?.maxMemoryMb ?? 0, fault);
    this.#server?.close();
    this.#server?.closeAllConnections();
    this.#settings.owner.gone(this, this.#everIdle ? undefined : (this.#initFault ?? fault));
  }
}
