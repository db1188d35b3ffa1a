/** One mistake in the config: where it is, what is wrong, and what to write instead. */
export interface ConfigProblem {
  /** Where it is, as one would write it in code, e.g. `upstreams.weather.routes[0].path`. */
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}

/** The config cannot be used. Carries every problem that was found, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`The Sallyport config has ${count}:`, ...problems.map(lineOf)].join('\n'));
    this.problems = problems;
  }
}

const lineOf = ({ path, problem, fix }: ConfigProblem): string => `  ${path}: ${problem}. Fix: ${fix}.`;
