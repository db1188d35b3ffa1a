import { join } from 'node:path';
import type { Finding } from '../finding.ts';
import type { MachinePorts } from '../machine-ports.ts';

const check = 'state folder';

/** Whether the local run's state, which holds upstream keys, is its owner's alone. The assembly in it holds none. */
export async function checkStateFolder(machine: MachinePorts, stateDir: string): Promise<Finding> {
  const folder = await machine.inspect(stateDir);
  if (folder === undefined) return { check, status: 'ok', detail: `${stateDir} does not exist yet` };
  if (machine.platform === 'win32')
    return { check, status: 'ok', detail: 'Windows has no file modes to check' };
  const fix = `chmod -R go-rwx ${stateDir}`;
  if ((folder.mode & 0o077) !== 0)
    return { check, status: 'fail', detail: `other users can enter ${stateDir}`, fix };
  const files = (await machine.filesBelow(stateDir)).filter(
    (path) => !path.startsWith(join(stateDir, 'cdk.out')),
  );
  const modes = await Promise.all(files.map(async (path) => (await machine.inspect(path))?.mode ?? 0));
  const open = modes.filter((mode) => (mode & 0o077) !== 0).length;
  return open === 0
    ? { check, status: 'ok', detail: `${stateDir} is its owner's alone` }
    : { check, status: 'warn', detail: `${open} files would be readable if the folder were opened`, fix };
}
