import type { Invoker } from '../iam/invoke-permits.ts';

/** In whose name something is sent: a service for one of its resources, or under a role it was given. */
export type Sender = Invoker;

/** As SNS and SQS type it. */
export interface MessageAttribute {
  /** `String`, `Number`, `Binary`, `String.Array`, each perhaps with a suffix of its own. */
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** One thing that one service sends to the resource of another. */
export interface Parcel {
  /** What a function, queue, topic or log group gets. */
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** For topics. */
  readonly subject?: string;
  /** For event buses, whose `detail` is the body. */
  readonly event?: {
    readonly source: string;
    readonly detailType: string;
    readonly resources: readonly string[];
    /** Instead of the body. */
    readonly detail?: string;
  };
}
