import { join } from 'node:path';
import { type LocalRun, runAssembly } from '../../../local/run-assembly.ts';
import { Clock } from '../../../local/time/clock.ts';
import { fixtureTemplate } from './fixture-template.ts';
import { type Gate, openGate } from './gate.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { writeAssembly } from './write-assembly.ts';

export interface FixtureRun {
  readonly run: LocalRun;
  readonly gate: Gate;
  readonly stateDir: string;
  /** Moves the run's clock. */
  advance(ms: number): void;
  /** Ends the run and starts another on the same state. */
  restart(): Promise<LocalRun>;
  close(): Promise<void>;
}

/** The fixture stack, running, with a clock that stands still. */
export async function startFixture(): Promise<FixtureRun> {
  const folder = temporaryFolder();
  const gate = await openGate();
  const stateDir = join(folder.path, 'state');
  const assemblyDir = writeAssembly(join(folder.path, 'cdk.out'), fixtureTemplate({ GATE_URL: gate.url }));
  let now = Date.UTC(2026, 10, 23, 12);
  const start = (): Promise<LocalRun> =>
    runAssembly({ assemblyDir, stateDir, port: 0, clock: new Clock(() => now) });
  let run = await start();
  return {
    get run() {
      return run;
    },
    gate,
    stateDir,
    advance: (ms) => {
      now += ms;
    },
    restart: async () => {
      await run.close();
      run = await start();
      return run;
    },
    close: async () => {
      await run.close();
      gate.close();
      folder.remove();
    },
  };
}
