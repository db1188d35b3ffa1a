/** Something in the template that this run does not do as AWS would. */
export interface Finding {
  /** One sentence with the logical ids. */
  readonly sentence: string;
  /** Running without it would let through what AWS refuses. */
  readonly security: boolean;
}

/** Takes what a planner finds. */
export type Note = (sentence: string, kind?: 'security') => void;
