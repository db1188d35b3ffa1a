import { type ChildProcess, spawn } from 'node:child_process';

/** What a process can be asked, by name. */
export type Protocol = Readonly<Record<string, { readonly input: unknown; readonly answer: unknown }>>;

export interface ProcessPlan {
  /** Node's own flags, the script, its arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** A child process that answers questions over its IPC channel, and nothing else until it is asked. */
export interface BenchProcess<P extends Protocol, Ready> {
  readonly ready: Ready;
  /** Rejects when the process ends or stays silent for `ANSWER_MS`. */
  ask<K extends keyof P & string>(kind: K, input: P[K]['input']): Promise<P[K]['answer']>;
  stop(): Promise<void>;
}

const ANSWER_MS = 30_000;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a process and resolves once it has said that it is ready. */
export async function startProcess<P extends Protocol, Ready>(
  plan: ProcessPlan,
): Promise<BenchProcess<P, Ready>> {
  const child = spawn(process.execPath, [...plan.command], {
    cwd: plan.folder,
    env: { ...plan.env },
    // Descriptor 3 lets the local run's shim for AWS's runtime client notice that this process is gone.
    stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'ipc'],
  });
  child.stdout?.resume(); // a pipe that nobody reads would stall the functions' own log lines
  const waiting = new Map<number, Waiting>();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const fail = (why: string) => {
    for (const { reject } of waiting.values()) reject(new Error(`${plan.command.at(-1)}: ${why}`));
    waiting.clear();
  };
  child.once('error', () => fail('could not be started'));
  child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
  child.on('message', (message) => {
    const { id, answer } = message as { id: number; answer: unknown };
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  const answerTo = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => fail(`no answer in ${ANSWER_MS / 1000} s`), ANSWER_MS);
      const settle = <T>(use: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          use(value);
        };
      };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
    });
  let last = 0;
  const ready = (await answerTo(0).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  })) as Ready;
  return {
    ready,
    ask: (kind, input) => {
      last += 1;
      const answer = answerTo(last);
      child.send({ id: last, kind, input });
      return answer;
    },
    stop: () => end(child, ended),
  };
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
