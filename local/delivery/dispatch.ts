import type { Parcel, Sender } from './parcel.ts';

/** How long somebody tries to deliver, and where what could not be delivered goes. */
export interface RetryPolicy {
  readonly attemptsMax: number;
  readonly ageMaxMs: number;
  readonly deadLetterArn?: string;
}

/** One parcel on its way to one target. */
export interface Dispatch {
  readonly targetArn: string;
  readonly parcel: Parcel;
  readonly sender: Sender;
  readonly retry: RetryPolicy;
  /** Whose dead letters say why in attributes: the ARN of an EventBridge rule. SNS adds nothing. */
  readonly ruleArn?: string;
  /** What a queue gets as a dead letter. @default the parcel */
  readonly deadLetterBody?: string;
}

/** One that has not been taken yet. */
export interface Pending extends Dispatch {
  readonly id: string;
  readonly postedAt: number;
  readonly retries: number;
  readonly dueAt: number;
}
