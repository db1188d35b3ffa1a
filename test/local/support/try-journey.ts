import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Journey {
  /** Run with ASSEMBLY_DIR and STATE_DIR in its environment; it is to start a run on these and to fail if the journey does. */
  readonly command: readonly string[];
  readonly assemblyDir: string;
  /** Of the stack, in the assembly. */
  readonly templateFile: string;
  readonly timeoutMs: number;
}

/**
 * `refused`: it failed, and IAM had refused something. `failed`: for another reason. `tolerated`: IAM refused something, and the journey
 * did not mind. `passed`: nothing was missed.
 */
export type Outcome = 'passed' | 'tolerated' | 'refused' | 'failed';

/** Tries a journey on a copy of the assembly with another template. `output` is what it printed; `refusals` what IAM refused. */
export function tryJourney(
  { command, assemblyDir, templateFile, timeoutMs }: Journey,
  template: object,
): { readonly outcome: Outcome; readonly refusals: readonly string[]; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'iam-'));
  try {
    const copy = join(folder, 'cdk.out');
    const state = join(folder, 'state');
    cpSync(assemblyDir, copy, { recursive: true });
    writeFileSync(join(copy, templateFile), JSON.stringify(template));
    const [program = '', ...options] = command;
    const { status, stdout, stderr } = spawnSync(program, options, {
      env: { ...process.env, ASSEMBLY_DIR: copy, STATE_DIR: state },
      encoding: 'utf8',
      timeout: timeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    const output = `${stdout}${stderr}`;
    const refusals = refusalsIn(join(state, 'logs', 'denied.log'));
    const denied = refusals.length > 0 || output.includes('AccessDenied');
    const [good, bad] = denied ? (['tolerated', 'refused'] as const) : (['passed', 'failed'] as const);
    return { outcome: status === 0 ? good : bad, refusals, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const refusalsIn = (file: string): readonly string[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as { readonly refused: string }).refused)
    : [];
