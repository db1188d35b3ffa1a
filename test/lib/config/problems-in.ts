import { ConfigError, type ConfigProblem } from '../../../lib/config.ts';

/** The problems that `act` throws, or none; any other error passes. */
export function problemsIn(act: () => unknown): readonly ConfigProblem[] {
  try {
    act();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
