import type { MintedItem } from '../../contract/token-tables.ts';
import type { BenchProcess } from './start-process.ts';

/** The calls of the hot path, the two audit writes apart. */
export const AWS_CALLS = [
  'GetItem',
  'Query',
  'GetSecretValue',
  'PutItem decision',
  'PutItem outcome',
  'UpdateItem',
] as const;
export type AwsCall = (typeof AWS_CALLS)[number];

/** `AwsCall`s by how often they came; anything else appears under its own name. */
export type CallCounts = Readonly<Record<string, number>>;

// A type, not an interface: only a type is assignable to `Protocol`'s index signature.
export type StandInsProtocol = {
  /** From now on this call is answered so much later, and every other one at once. */
  late: { input: { readonly call: AwsCall | 'none'; readonly ms: number }; answer: 'done' };
  /** From now on the upstream takes so long before its first byte. */
  upstreamThinks: { input: { readonly ms: number }; answer: 'done' };
  /** From now on every key is on this plan. */
  plan: { input: string; answer: 'done' };
  /** From now on the record of this token is there. */
  minted: { input: MintedItem; answer: 'done' };
  /** What came since the last time this was asked. */
  counts: { input: undefined; answer: CallCounts };
};

export interface StandInsReady {
  readonly awsUrl: string;
  readonly upstreamUrl: string;
}

/** The process in which AWS and the upstream are played. */
export type StandIns = BenchProcess<StandInsProtocol, StandInsReady>;
