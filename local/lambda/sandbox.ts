import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { Exit } from './exit-fault.ts';
import type { LogStream } from './function-log.ts';
import { type MemoryWatch, watchMemory } from './memory-watch.ts';
import { nodeFlags } from './node-flags.ts';
import { runnable } from './runnable.ts';

const RUNTIME_CLIENT = createRequire(import.meta.url).resolve('aws-lambda-ric');
const SHIM = fileURLToPath(new URL('./runtime-shim.cjs', import.meta.url));
/** With an internal extension, https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html. */
const SHUTDOWN_MS = 500;
const OUTPUT_GRACE_MS = 200;

export interface SandboxSettings {
  readonly plan: FunctionPlan;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: LogStream;
  /** The process's own temporary folder; removed with it. */
  readonly scratch: string;
  readonly ended: (exit: Exit) => void;
}

/** The operating system's side of one execution environment: a process, its memory limit, its temporary folder. */
export class Sandbox {
  readonly #child: ChildProcess;
  readonly #memory: MemoryWatch | undefined;

  constructor({ plan, environment, log, scratch, ended }: SandboxSettings) {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    const child = spawn(
      process.execPath,
      [...nodeFlags(plan.memoryMb), '--require', SHIM, RUNTIME_CLIENT, plan.handler],
      {
        cwd: plan.codeDir,
        env: { ...environment, TMPDIR: scratch },
        // Descriptor 3 tells the child when this process is gone.
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        // Ctrl-C at a terminal goes to its whole group; children must outlive it until requests under way are done.
        detached: true,
      },
    );
    this.#child = child;
    for (const output of [child.stdout, child.stderr]) if (output !== null) log.attach(output);
    child.stdio[3]?.on('error', () => undefined);
    let over = false;
    const end = (exit: Exit): void => {
      if (over) return;
      over = true;
      rmSync(scratch, { recursive: true, force: true });
      ended(exit);
    };
    child.once('error', () => end({ code: null, signal: null }));
    child.once('exit', (code, signal) => {
      this.#memory?.stop();
      child.stdio[3]?.destroy();
      // What it printed last is read before its end is told, unless a child of its own keeps the output open.
      child.once('close', () => end({ code, signal }));
      setTimeout(() => end({ code, signal }), OUTPUT_GRACE_MS).unref();
    });
    if (child.pid !== undefined)
      this.#memory = watchMemory(child.pid, plan.memoryMb, () => {
        log.line(`The process had more than its ${plan.memoryMb} MB of memory`);
        this.kill();
      });
  }

  get maxMemoryMb(): number {
    return this.#memory?.maxMb() ?? 0;
  }

  /** Whether it is on a core or waits for one. Not known without Linux's /proc. */
  get computing(): boolean {
    const { pid } = this.#child;
    return pid !== undefined && runnable(pid);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends the process as Lambda ends an environment that it no longer needs: with notice only if an extension is there to hear it. */
  shutDown(withNotice: boolean): void {
    if (!withNotice) {
      this.kill();
      return;
    }
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.kill(), SHUTDOWN_MS);
    this.#child.once('exit', () => clearTimeout(force));
  }
}
