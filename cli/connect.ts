import { join } from 'node:path';
import { connectLocal } from './connect-local.ts';
import { connectStage, type StagePorts } from './connect-stage.ts';
import type { Connection, Target } from './connection.ts';
import { UsageError } from './usage-error.ts';

const STAGE = /^[a-z0-9]{1,12}$/;

/** What is wrong with a target, all of it; empty for a good one. */
export function targetProblems(target: Target): readonly string[] {
  const { stage, local = false, state, region } = target;
  const problems: string[] = [];
  if (stage !== undefined && local) problems.push('--stage and --local exclude each other; name one gateway');
  if (stage !== undefined && !STAGE.test(stage)) problems.push('--stage takes 1 to 12 of a-z and 0-9');
  if (state !== undefined && !local) problems.push('--state belongs to --local; add --local');
  if (region !== undefined && stage === undefined)
    problems.push('--region belongs to --stage; add --stage NAME');
  return problems;
}

/** Where a local run keeps its state unless told otherwise. */
export const stateDirOf = (target: Target, projectDir: string): string =>
  target.state ?? join(projectDir, '.sallyport');

/** Connects to the gateway that was named; a `UsageError` unless exactly one was. */
export async function connect(target: Target, projectDir: string, ports: StagePorts): Promise<Connection> {
  const problems = targetProblems(target);
  if (problems.length > 0) throw new UsageError(problems);
  if (target.local === true) return connectLocal(stateDirOf(target, projectDir));
  if (target.stage !== undefined) return connectStage(ports, target.stage, target.region);
  throw new UsageError([
    'which gateway? add --local for the one that `npm start` runs here, or --stage NAME for a deployed one',
  ]);
}
