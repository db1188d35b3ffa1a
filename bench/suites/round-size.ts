/** How long CPU is measured: rounds in which every subject has its turn. */
export interface RoundSize {
  readonly rounds: number;
  /** Of each subject in each round. */
  readonly requests: number;
  /** Of each subject before the first round, for the compiler and the caches. */
  readonly warmUp: number;
}
