import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Budget, exceeded } from './check-budgets.ts';
import { type BenchOptions, readOptions, USAGE, UsageError } from './options.ts';
import { startStandIns } from './processes/start-stand-ins.ts';
import { thisMachine } from './report/machine.ts';
import { printResults } from './report/print-results.ts';
import type { Suite, SuiteName, SuiteResult } from './suite.ts';
import { awsCalls } from './suites/aws-calls.ts';
import { bundleSize } from './suites/bundle-size.ts';
import { coldStart } from './suites/cold-start.ts';
import { localRun } from './suites/local-run.ts';
import { scrubber } from './suites/scrubber.ts';
import { streamStart } from './suites/stream-start.ts';
import { warmCpu } from './suites/warm-cpu.ts';
import { buildWorkspace } from './workspace/build-workspace.ts';
import { writeSettings } from './workspace/write-settings.ts';

const SUITES: Readonly<Record<SuiteName, Suite>> = {
  'bundle-size': bundleSize,
  'cold-start': coldStart,
  'warm-cpu': warmCpu,
  'stream-start': streamStart,
  scrubber,
  'aws-calls': awsCalls,
  'local-run': localRun,
};

const BUDGETS = new URL('./budgets.json', import.meta.url);

async function runSuites({ suites, quick }: BenchOptions): Promise<readonly SuiteResult[]> {
  const workspace = await buildWorkspace();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      rmSync(workspace.folder, { recursive: true, force: true });
      process.exit(130); // every child ends when its channel to this process closes
    });
  }
  try {
    const standIns = await startStandIns(workspace);
    try {
      await writeSettings(workspace, standIns.ready.upstreamUrl);
      const results: SuiteResult[] = [];
      for (const suite of suites) results.push(await SUITES[suite]({ quick, workspace, standIns }));
      return results;
    } finally {
      await standIns.stop();
    }
  } finally {
    await workspace.remove();
  }
}

/** The exit code: 0 done, 1 a budget does not hold, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const budgets = JSON.parse(await readFile(BUDGETS, 'utf8')) as readonly Budget[];
  const machine = thisMachine();
  const results = await runSuites(options);
  const complaints = exceeded(budgets, results);
  const document = { machine, quick: options.quick, results, exceeded: complaints };
  process.stdout.write(
    options.json ? `${JSON.stringify(document, null, 2)}\n` : printResults(machine, results),
  );
  if (!options.check) return 0;
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  return complaints.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const wrongUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : 'the bench failed';
    process.stderr.write(`${message}\n${wrongUsage ? `${USAGE}\n` : ''}`);
    process.exitCode = wrongUsage ? 2 : 1;
  },
);
