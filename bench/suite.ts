import type { StandIns } from './processes/stand-ins-protocol.ts';
import type { Workspace } from './workspace/build-workspace.ts';

export const SUITE_NAMES = [
  'bundle-size',
  'cold-start',
  'warm-cpu',
  'stream-start',
  'scrubber',
  'aws-calls',
  'local-run',
] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

/** What every suite is given. */
export interface Bench {
  /** Fewer samples: enough to see that everything runs, not enough to compare two commits. */
  readonly quick: boolean;
  readonly workspace: Workspace;
  readonly standIns: StandIns;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface SuiteResult {
  readonly suite: SuiteName;
  /** How many samples stand behind each figure. */
  readonly samples: string;
  readonly tables: readonly Table[];
  /** What budgets speak of: a name, and a figure that means the same on any machine. */
  readonly measures: Readonly<Record<string, number>>;
}

export type Suite = (bench: Bench) => Promise<SuiteResult>;
