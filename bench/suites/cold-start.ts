import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FreshKind, type FreshStart, freshStart } from '../processes/fresh-start.ts';
import { median, rounded, spread } from '../statistics.ts';
import { benchEvent } from '../subjects/bench-events.ts';
import type { Bench, Suite } from '../suite.ts';
import type { Bundle } from '../workspace/build-bundle.ts';
import { functionEnv } from '../workspace/function-env.ts';

interface Subject {
  readonly bundle: Bundle;
  readonly kind: FreshKind;
  /** Part of the answer that only a subject that did its work gives. */
  readonly proof: string;
}

const subjectsOf = ({ functions, references }: Bench['workspace']): readonly Subject[] => [
  { bundle: references['empty-handler'], kind: 'buffered', proof: '{}' },
  { bundle: functions.authorizer, kind: 'buffered', proof: '"usageIdentifierKey":"usage-key-of-the-bench"' },
  { bundle: functions.proxy, kind: 'streaming', proof: '"status":200' },
  { bundle: references['sdk-handler'], kind: 'buffered', proof: '"found":true' },
];

/** How long does a function take, in a process of its own, to load and to give its first answer? */
export const coldStart: Suite = async (bench) => {
  const samples = bench.quick ? 5 : 21;
  const eventFile = join(bench.workspace.folder, 'event.json');
  await writeFile(eventFile, JSON.stringify(benchEvent()), { mode: 0o600 });
  const subjects = subjectsOf(bench.workspace);
  const starts = new Map<string, FreshStart[]>();
  // In turn, so that a busy moment of the machine meets every subject; one round is thrown away to warm the file cache.
  for (let round = -1; round < samples; round += 1) {
    for (const subject of subjects) {
      const start = await startOnce(bench, subject, eventFile);
      if (round >= 0) starts.set(subject.bundle.name, [...(starts.get(subject.bundle.name) ?? []), start]);
    }
  }
  const of = (name: string, read: (start: FreshStart) => number) => (starts.get(name) ?? []).map(read);
  const measures: Record<string, number> = {};
  const rows = subjects.map(({ bundle: { name } }) => {
    const ratio = rounded(median(of(name, wholeMs)) / median(of('sdk-handler', wholeMs)), 2);
    const cpuRatio = rounded(median(of(name, cpuMs)) / median(of('sdk-handler', cpuMs)), 2);
    measures[`${name} / sdk`] = ratio;
    measures[`${name} cpu / sdk`] = cpuRatio;
    const [load, answer] = [median(of(name, loadMs)), median(of(name, answerMs))];
    const range = spread(of(name, wholeMs), 1);
    return [name, rounded(load, 1), rounded(answer, 1), range, ratio, cpuRatio];
  });
  const columns = ['handler', 'load ms', 'first answer ms', 'both, min–max ms', 'both / sdk', 'CPU / sdk'];
  const title = 'A fresh process: loading and the first answer (medians)';
  return {
    suite: 'cold-start',
    samples: `${samples} processes each`,
    tables: [{ title, columns, rows }],
    measures,
  };
};

const loadMs = (start: FreshStart): number => start.loadMs;
const answerMs = (start: FreshStart): number => start.answerMs;
const cpuMs = (start: FreshStart): number => start.cpuMs;
const wholeMs = (start: FreshStart): number => start.loadMs + start.answerMs;

async function startOnce(
  { workspace, standIns }: Bench,
  { bundle, kind, proof }: Subject,
  eventFile: string,
): Promise<FreshStart> {
  const env = functionEnv(standIns.ready.awsUrl, bundle.folder);
  const host = workspace.scripts['fresh-host'];
  const start = await freshStart({ host, bundle: bundle.file, kind, eventFile, env });
  if (!JSON.stringify(start.answered).includes(proof)) throw new Error(`${bundle.name} gave a wrong answer`);
  return start;
}
