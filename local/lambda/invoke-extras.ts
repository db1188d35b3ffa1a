/** What Lambda notes about an invocation once it is over. */
export interface InvocationReport {
  /** The last 4 KB of what was printed. */
  readonly tail: Buffer;
}

/** What may be asked of one invocation. */
export interface InvokeExtras {
  /** Kept over the retries of one asynchronous event. @default a new one */
  readonly requestId?: string;
  /** JSON for `context.clientContext`. @default none */
  readonly clientContext?: string;
  /** Hears of the end: the process is ready for the next event, or gone. Not called if no process took the event. */
  readonly ended?: (report: InvocationReport) => void;
}
