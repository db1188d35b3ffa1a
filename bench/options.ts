import { parseArgs } from 'node:util';
import { SUITE_NAMES, type SuiteName } from './suite.ts';

export const USAGE = `usage: npm run bench -- [--json] [--quick] [--check] [suite…]
  --json   print one JSON document instead of tables
  --quick  fewer samples, under half a minute
  --check  exit 1 and name each figure above its budget in bench/budgets.json
  suites   ${SUITE_NAMES.join(', ')} (all of them when none is named)`;

export interface BenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  readonly check: boolean;
  readonly help: boolean;
  readonly suites: readonly SuiteName[];
}

/** The command line cannot be understood; the message names what and the choices. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const isSuite = (name: string): name is SuiteName => SUITE_NAMES.some((known) => known === name);

/** Reads the command line. @throws {UsageError} */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const strangers = positionals.filter((name) => !isSuite(name));
  if (strangers.length > 0)
    throw new UsageError(`there is no suite ${strangers.join(', ')}; choose from ${SUITE_NAMES.join(', ')}`);
  const named = SUITE_NAMES.filter((name) => positionals.includes(name));
  return { ...values, suites: named.length > 0 ? named : SUITE_NAMES };
}

function parse(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const options = { json: flag, quick: flag, check: flag, help: flag };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the arguments cannot be read');
  }
}
