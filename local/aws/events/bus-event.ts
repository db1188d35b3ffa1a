/** An event as rules see it and targets get it, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}
