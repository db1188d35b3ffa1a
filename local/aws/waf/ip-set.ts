/** An IP set of AWS WAF. */
export interface IpSet {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly version: 'IPV4' | 'IPV6';
  description?: string;
  addresses: readonly string[];
  /** A new one with every change: whoever writes must have seen the last. */
  lockToken: string;
  /** What the template said when the set was last taken from it; absent on a set made by a call. */
  declared?: readonly string[];
}

/** What the file holds, by id. */
export interface IpSets {
  readonly sets: Record<string, IpSet>;
}

/** The wire form in lists, and of a new set. */
export const summarize = (set: IpSet): Readonly<Record<string, unknown>> => ({
  Name: set.name,
  Id: set.id,
  ...(set.description === undefined ? {} : { Description: set.description }),
  LockToken: set.lockToken,
  ARN: set.arn,
});
