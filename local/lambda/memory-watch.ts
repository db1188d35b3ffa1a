import { execFile } from 'node:child_process';
import { closeSync, openSync, read } from 'node:fs';

const SAMPLE_MS = 250;

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
  const { look, stop } = process.platform === 'linux' ? kernelsPeak(pid, take) : residentNow(pid, take);
  const timer = setInterval(look, SAMPLE_MS).unref();
  return {
    maxMb: () => Math.ceil(maxKb / 1024),
    stop: () => {
      clearInterval(timer);
      stop();
    },
  };
}

interface Gauge {
  look(): void;
  stop(): void;
}
type Take = (kb: number | undefined) => void;

/** One read per look, of a file that stays open: many processes are looked at often, beside what they are there for. */
function kernelsPeak(pid: number, take: Take): Gauge {
  const buffer = Buffer.alloc(4096);
  let file = openStatus(pid);
  let reading = false;
  const close = (): void => {
    if (file !== undefined && !reading) {
      closeSync(file);
      file = undefined;
    }
  };
  let stopped = false;
  return {
    look: () => {
      if (file === undefined || reading) return;
      reading = true;
      read(file, buffer, 0, buffer.length, 0, (error, bytes) => {
        reading = false;
        const status = error === null ? buffer.toString('latin1', 0, bytes) : '';
        const peak = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
        take(peak === undefined ? undefined : Number(peak));
        if (stopped) close();
      });
    },
    stop: () => {
      stopped = true;
      close();
    },
  };
}

function openStatus(pid: number): number | undefined {
  try {
    return openSync(`/proc/${pid}/status`, 'r');
  } catch {
    return undefined; // gone already
  }
}

const residentNow = (pid: number, take: Take): Gauge => ({
  look: () =>
    void execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, out) =>
      take(error === null ? Number(out.trim()) : undefined),
    ),
  stop: () => undefined,
});
