import { readFileSync } from 'node:fs';

/** Whether a process's first thread is on a core or waits for one, https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
export function runnable(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.startsWith('R', stat.lastIndexOf(')') + 2); // its name may hold a bracket
  } catch {
    return false; // gone, or a system without /proc
  }
}
