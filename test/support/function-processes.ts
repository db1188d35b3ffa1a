import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Gateway } from './gateway.ts';

/** The processes of a gateway's functions: their ids. */
export function functionProcesses(gateway: Gateway): readonly string[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [pid = '', parent, ...args] = line.trim().split(/\s+/);
    const runs = args.some((word) => word.includes('aws-lambda-ric'));
    return parent === String(gateway.process.pid) && runs ? [pid] : [];
  });
}

/** Kills what runs one function, as a machine that fails would: by a part of its name. Gives back how many there were. */
export function killFunction(gateway: Gateway, name: string): number {
  const running = functionProcesses(gateway).filter((pid) => nameOf(pid).includes(name));
  for (const pid of running) process.kill(Number(pid), 'SIGKILL');
  return running.length;
}

/** Of the function that a process runs. */
function nameOf(pid: string): string {
  try {
    const shown = execFileSync('ps', ['eww', '-o', 'args=', '-p', pid], { encoding: 'utf8' });
    return /AWS_LAMBDA_FUNCTION_NAME=(\S+)/.exec(shown)?.[1] ?? '';
  } catch {
    return ''; // it has ended
  }
}

/** The most memory that any of them ever held, in bytes. Where the kernel does not tell, what they hold now. */
export const peakMemory = (gateway: Gateway): number =>
  Math.max(0, ...functionProcesses(gateway).map((pid) => peakOf(pid) * 1_024));

function peakOf(pid: string): number {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return residentOf(pid);
  }
}

function residentOf(pid: string): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' }));
  } catch {
    return 0; // it has ended
  }
}
