import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesBelow, testsOf } from './tests-of.ts';

const REPORT = '.stryker-tmp/mutation.json';
const RESULTS = '.mutation';
const ROOMS = ['lambda/domain', 'lambda/http'];

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}
interface Result {
  readonly source: string;
  readonly noticed: number;
  readonly timedOut: number;
  readonly unnoticed: readonly string[];
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Mutates source files, those together that the same tests judge, and lets only the tests nearest to them judge. Every result is
 * kept, so that a run that was stopped goes on: `npm run mutate -- [file…]`; a named file is done anew.
 */
const named = process.argv.slice(2);
const sources = named.length > 0 ? named : ROOMS.flatMap((room) => filesBelow(room, '.ts'));
const testsFor = testsOf();
mkdirSync(RESULTS, { recursive: true });
const keptAt = (source: string): string => `${RESULTS}/${source.replaceAll('/', '+')}.json`;
const batches = new Map<string, string[]>();
for (const source of sources) {
  if (named.length === 0 && existsSync(keptAt(source))) continue;
  const tests = testsFor(source).join(',');
  if (tests === '') print(`   - %  ${source}: no test imports it, nor what imports it`);
  else batches.set(tests, [...(batches.get(tests) ?? []), source]);
}
for (const [tests, together] of batches)
  for (const result of mutate(together, tests)) {
    writeFileSync(keptAt(result.source), JSON.stringify(result, undefined, 2));
    print(`${score([result]).toFixed(0).padStart(4)} %  ${result.source}`);
    for (const line of result.unnoticed) print(`        ${line}`);
  }
const all = filesBelow(RESULTS, '.json').map((file) => JSON.parse(readFileSync(file, 'utf8')) as Result);
for (const room of ROOMS)
  print(`${room}: ${score(all.filter(({ source }) => source.startsWith(room))).toFixed(1)} %`);

function mutate(together: readonly string[], tests: string): readonly Result[] {
  const ran = spawnSync(
    process.execPath,
    [
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      'test/mutation/stryker.config.mjs',
      '--mutate',
      together.join(','),
    ],
    { env: { ...process.env, MUTATION_TESTS: tests }, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  if (/no mutants|\b0 mutant\(s\)/i.test(ran.stdout)) return [];
  if (ran.status !== 0) {
    print(`${together.join(' ')}: Stryker did not run\n${ran.stdout.slice(-2_000)}`);
    return [];
  }
  const { files } = JSON.parse(readFileSync(REPORT, 'utf8')) as {
    files: Record<string, { mutants: Mutant[] }>;
  };
  return together
    .map((source) => resultOf(source, files[source]?.mutants ?? []))
    .filter(({ noticed, timedOut, unnoticed }) => noticed + timedOut + unnoticed.length > 0);
}

function resultOf(source: string, mutants: readonly Mutant[]): Result {
  const of = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status));
  return {
    source,
    noticed: of('Killed').length,
    timedOut: of('Timeout').length,
    unnoticed: of('Survived', 'NoCoverage').map(
      ({ status, mutatorName, replacement, location }) =>
        `${location.start.line}: ${status} ${mutatorName} ${(replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 100)}`,
    ),
  };
}

function score(results: readonly Result[]): number {
  const sum = (count: (result: Result) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const noticed = sum(({ noticed, timedOut }) => noticed + timedOut);
  return (100 * noticed) / Math.max(1, noticed + sum(({ unnoticed }) => unnoticed.length));
}
