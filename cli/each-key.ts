import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import type { Report } from './report.ts';

/** What became of one of several keys. */
export interface KeyResult {
  readonly id: string;
  readonly result: string;
  readonly problem?: string;
  readonly fix?: string;
}

/** Does the same to several keys and reports each; one that fails does not stop the others, and nothing else is touched. */
export async function eachKey(
  ids: readonly string[],
  work: (id: string) => Promise<KeyResult>,
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const items = await Promise.all(
    [...new Set(ids)].map((id) =>
      work(id).catch((error: unknown): KeyResult => {
        if (!(error instanceof OperatorFault)) throw error;
        return { id, result: 'failed', problem: error.message, fix: error.fix };
      }),
    ),
  );
  const notes = items.flatMap(({ id, problem, fix }) =>
    problem === undefined ? [] : [`${id}: ${problem}. ${fix}`],
  );
  return {
    document: { items },
    sheet: { kind: 'table', head: ['ID', 'RESULT'], rows: items.map(({ id, result }) => [id, result]) },
    notes: notes.length === 0 ? [] : ['', ...notes],
    failed: notes.length > 0,
  };
}
