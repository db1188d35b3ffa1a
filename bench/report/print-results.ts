import type { SuiteResult } from '../suite.ts';
import type { Machine } from './machine.ts';
import { printTable } from './print-table.ts';

/** Every suite's tables under one line that says where and on what they were taken. */
export function printResults(machine: Machine, results: readonly SuiteResult[]): string {
  const { cores, node, platform, commit } = machine;
  const head = `${cores} cores, Node ${node}, ${platform}, commit ${commit}\n`;
  const sections = results.map(
    ({ suite, samples, tables }) => `## ${suite} (${samples})\n\n${tables.map(printTable).join('\n')}`,
  );
  return [head, ...sections].join('\n');
}
