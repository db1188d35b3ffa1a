import type { SuiteName, SuiteResult } from './suite.ts';

/** A figure that must hold in every run. All are ratios or counts: none is a time. */
export interface Budget {
  readonly suite: SuiteName;
  readonly measure: string;
  readonly atMost: number;
  readonly why: string;
}

/** One sentence per budget that does not hold. A budget of a suite that ran, for a figure it does not give, does not hold. */
export function exceeded(budgets: readonly Budget[], results: readonly SuiteResult[]): readonly string[] {
  return budgets.flatMap((budget) => {
    const result = results.find(({ suite }) => suite === budget.suite);
    if (result === undefined) return [];
    const measured = result.measures[budget.measure];
    const name = `${budget.suite}: ${budget.measure}`;
    if (measured === undefined) return [`${name} was not measured; correct its name in bench/budgets.json`];
    return measured <= budget.atMost
      ? []
      : [`${name} is ${measured}, at most ${budget.atMost} is allowed: ${budget.why}`];
  });
}
