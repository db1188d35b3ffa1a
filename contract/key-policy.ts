/** How old a client key may become on a stage. Its age counts from when the key itself was made, by creation or reroll. */
export interface KeyPolicy {
  readonly maxAgeDays: number;
  /** What becomes of an older one: it is refused, or it works and is counted as `KeyOverAge`. */
  readonly older: 'refuse' | 'report';
}
