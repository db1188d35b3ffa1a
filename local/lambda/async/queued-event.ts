/** An asynchronous event that Lambda has accepted and not yet done with. */
export interface QueuedEvent {
  /** The request id: the same for every attempt. */
  readonly id: string;
  readonly arn: string;
  readonly event: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** How often the function had it. */
  attempts: number;
  /** How often it was put back without the function having had it. */
  returns: number;
  dueAt: number;
}
