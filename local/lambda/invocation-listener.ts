/** How one invocation went, as Lambda's metrics count it. */
export interface InvocationOutcome {
  readonly functionArn: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: 'success' | 'error' | 'throttled';
}

/** Hears of every invocation when it is over. Must not throw. */
export type InvocationListener = (invocation: InvocationOutcome) => void;
