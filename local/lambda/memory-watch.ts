import { execFile } from 'node:child_process';
import { readFile } from 'node:fs';

const SAMPLE_MS = 100;

/** Measures one process for as long as it lives. */
export interface MemoryWatch {
  /** The most that was seen, in whole megabytes. */
  maxMb(): number;
  stop(): void;
}

/**
 * Calls `exceeded` once when a process has had more memory resident than its function is given. Sampled: between two samples a
 * process can have more for a moment. Where the kernel keeps the peak (Linux) no peak is missed, only noticed late.
 */
export function watchMemory(pid: number, limitMb: number, exceeded: () => void): MemoryWatch {
  let maxKb = 0;
  let over = false;
  const take = (kb: number | undefined): void => {
    if (kb === undefined || over) return;
    maxKb = Math.max(maxKb, kb);
    if (maxKb <= limitMb * 1024) return;
    over = true;
    exceeded();
  };
  const timer = setInterval(() => sample(pid, take), SAMPLE_MS).unref();
  return { maxMb: () => Math.ceil(maxKb / 1024), stop: () => clearInterval(timer) };
}

function sample(pid: number, take: (kb: number | undefined) => void): void {
  if (process.platform === 'linux')
    readFile(`/proc/${pid}/status`, 'utf8', (error, status) => {
      const peak = error === null ? /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] : undefined;
      take(peak === undefined ? undefined : Number(peak));
    });
  else
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, out) =>
      take(error === null ? Number(out.trim()) : undefined),
    );
}
