import {
  DRILL_TIMES,
  type DrillResult,
  type DrillTime,
  secondsText,
} from '../../lambda/domain/judge-drill.ts';
import type { Report } from '../report.ts';

/** What one drill found. */
export interface DrillRow {
  readonly drill: string;
  readonly result: DrillResult;
  readonly expected: string;
  readonly seen: string;
  readonly tookMs: number;
  /** Milliseconds from the request; `null` where it did not happen, or is not expected. */
  readonly detectionMs: number | null;
  readonly responseMs: number | null;
  readonly alertMs: number | null;
  /** Why the policy or a guardrail left the source alone. */
  readonly unenforced: string | null;
}

export interface DrillDocument {
  readonly id: string;
  readonly ok: boolean;
  readonly items: readonly DrillRow[];
  /** Commands for what could not be taken away. */
  readonly left: readonly string[];
}

const MARKS: Readonly<Record<DrillResult, string>> = { pass: 'PASS', fail: 'FAIL', skipped: 'skip' };

/** One row for each drill, and below them what was expected and seen. */
export function drillReport(document: DrillDocument): Report<DrillDocument> {
  const { id, items, left, ok } = document;
  const time = (name: DrillTime, row: DrillRow): string => {
    const ms = row[`${name}Ms`];
    if (ms !== null) return secondsText(ms);
    return name === 'response' && row.unenforced !== null ? 'not enforced' : '-';
  };
  const count = (result: DrillResult): number => items.filter((item) => item.result === result).length;
  return {
    document,
    sheet: {
      kind: 'table',
      head: ['RESULT', 'DRILL', 'RECORDED', 'BLOCKED', 'TOLD', 'TOOK'],
      rows: items.map((row) => [
        MARKS[row.result],
        row.drill,
        ...DRILL_TIMES.map((name) => time(name, row)),
        secondsText(row.tookMs),
      ]),
    },
    notes: [
      '',
      ...items.flatMap(({ drill, expected, seen, result }) => [
        `${drill}: ${expected}`,
        `  ${result === 'skipped' ? 'skipped' : 'seen'}: ${seen}`,
      ]),
      '',
      `${id}: ${count('pass')} passed, ${count('fail')} failed, ${count('skipped')} skipped.`,
      ...(left.length === 0
        ? ['Nothing is left behind.']
        : [
            'NOT everything could be taken away. Run, in this order:',
            ...left.map((command) => `  ${command}`),
          ]),
    ],
    failed: !ok,
  };
}
