import { join } from 'node:path';
import type { Finding } from '../finding.ts';
import type { MachinePorts } from '../machine-ports.ts';

const check = '.env';

/** Whether `.env`, which may hold upstream keys, is out of reach of other users and of git. */
export async function checkEnvFile(machine: MachinePorts, projectDir: string): Promise<readonly Finding[]> {
  const path = join(projectDir, '.env');
  const file = await machine.inspect(path);
  const findings: Finding[] = [];
  if (file === undefined) findings.push({ check, status: 'ok', detail: 'there is none' });
  else if (machine.platform !== 'win32' && (file.mode & 0o077) !== 0)
    findings.push({ check, status: 'fail', detail: 'other users can read it', fix: `chmod 600 ${path}` });
  else findings.push({ check, status: 'ok', detail: 'only its owner can read it' });
  const ignored = await machine.gitIgnores(projectDir, '.env');
  if (ignored === 'exposed') {
    const fix =
      'add .env to .gitignore; if it was committed, run `git rm --cached .env` and replace its keys';
    findings.push({ check: '.env in git', status: 'fail', detail: 'git does not ignore it', fix });
  } else findings.push({ check: '.env in git', status: 'ok', detail: ignored });
  return findings;
}
