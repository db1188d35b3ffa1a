import type { Finding } from '../finding.ts';
import type { MachinePorts } from '../machine-ports.ts';

/** Whether this Node.js is new enough. */
export function checkNode({ nodeVersion }: Pick<MachinePorts, 'nodeVersion'>): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const detail = `Node.js ${nodeVersion}`;
  return major > 20 || (major === 20 && minor >= 20)
    ? { check: 'Node.js', status: 'ok', detail }
    : { check: 'Node.js', status: 'fail', detail, fix: 'install Node.js 20.20 or later' };
}
