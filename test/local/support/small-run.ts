import { join } from 'node:path';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { makePlan } from '../../../local/plan/make-plan.ts';
import { type LocalRun, type LocalRunOptions, runAssembly } from '../../../local/run-assembly.ts';
import { Clock } from '../../../local/time/clock.ts';
import { clients } from './clients.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { writeAssembly } from './write-assembly.ts';

export interface SmallRun {
  readonly run: LocalRun;
  readonly stateDir: string;
  readonly clock: Clock;
  /** What the run told people. */
  readonly notices: readonly string[];
  /** AWS's clients with the credentials of the template's only function, or of the operator. */
  readonly worker: ReturnType<typeof clients>;
  readonly operator: ReturnType<typeof clients>;
  close(): Promise<void>;
}

/** Runs a template, with a clock that stands still. */
export async function startSmall(
  template: object,
  options: Partial<LocalRunOptions> = {},
): Promise<SmallRun> {
  const folder = temporaryFolder();
  const stateDir = join(folder.path, 'state');
  const assemblyDir = writeAssembly(join(folder.path, 'cdk.out'), template);
  const clock = new Clock(() => Date.UTC(2026, 10, 23, 12));
  const notices: string[] = [];
  const onNotice = (line: string): void => void notices.push(line);
  const run = await runAssembly({ assemblyDir, stateDir, port: 0, clock, onNotice, ...options });
  const [fn] = makePlan(readAssembly(assemblyDir), run.region).functions;
  return {
    ...{ run, stateDir, clock, notices },
    worker: clients(run, fn?.accessKeyId),
    operator: clients(run),
    close: async () => {
      await run.close();
      folder.remove();
    },
  };
}
