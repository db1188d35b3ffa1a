import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What a fresh process says of the one bundle it loaded. */
export interface FreshStart {
  readonly loadMs: number;
  /** From loaded to the last byte of the first answer; 0 where only loading was asked for. */
  readonly answerMs: number;
  /** Of both, on all threads of the process. */
  readonly cpuMs: number;
  /** Modules of Node itself that loading brought in. */
  readonly builtins: number;
  readonly answered: unknown;
}

/** `load` does not call the handler; `streaming` gives it a stream to answer to. */
export type FreshKind = 'load' | 'buffered' | 'streaming';

export interface FreshPlan {
  readonly host: string;
  readonly bundle: string;
  readonly kind: FreshKind;
  /** A file with the event, because a command line is readable by everyone on the machine. */
  readonly eventFile?: string;
  readonly env: Readonly<Record<string, string>>;
}

const LIFE_MS = 20_000;

/** Runs one bundle in a process of its own. Rejects when the process says nothing within `LIFE_MS`. */
export async function freshStart(plan: FreshPlan): Promise<FreshStart> {
  const { host, bundle, kind, eventFile } = plan;
  const child = spawn(
    process.execPath,
    [host, bundle, kind, ...(eventFile === undefined ? [] : [eventFile])],
    {
      env: { ...plan.env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: LIFE_MS,
      killSignal: 'SIGKILL',
    },
  );
  child.stdout?.resume();
  const [complaint, report] = await Promise.all([
    text(child.stdio[2] as Readable),
    text(child.stdio[3] as Readable),
    new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject)),
  ]);
  if (report === '') throw new Error(`${bundle} did not start: ${complaint.slice(0, 2_000)}`);
  return JSON.parse(report) as FreshStart;
}
