import type { MessageAttributes } from '../../delivery/parcel.ts';

/** One message in a queue. Times are Unix milliseconds. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: number;
  /** When it can be received next. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** Of the last receive; older ones no longer delete. */
  receiptHandle?: string;
}

/** Messages by queue ARN, oldest first. */
export type QueueContents = Record<string, QueuedMessage[]>;
