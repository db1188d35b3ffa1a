import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { LocalRunError } from '../local-run-error.ts';

/**
 * Two runs on one folder would overwrite each other's state. The lock names its process; a lock whose process is gone is taken
 * over. A reused process id looks alive: the error then names the file to delete.
 */
export function lockState(file: string): () => void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    if (!place(own, file)) takeOver(own, file);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (holder(file) === process.pid) rmSync(file, { force: true });
  };
}

function takeOver(own: string, file: string): void {
  const pid = holder(file);
  if (pid !== undefined && alive(pid)) throw inUse(file, pid);
  const stale = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, stale);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  // Somebody else may have taken the stale lock over between the two lines above; theirs is put back.
  const moved = holder(stale);
  if (moved !== pid && moved !== undefined && alive(moved)) place(stale, file);
  rmSync(stale, { force: true });
  if (!place(own, file)) throw inUse(file, holder(file) ?? 0);
}

const inUse = (file: string, pid: number): LocalRunError =>
  new LocalRunError(
    `The state folder is in use by process ${pid}. Stop it or choose another folder; if that process is something else, delete ${file}.`,
  );

/** A hard link appears whole or not at all, so the lock is never seen empty. */
function place(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

function holder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
