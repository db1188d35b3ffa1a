import type { KeyItem } from '../../contract/tables.ts';
import { inGrace, type KeyLineage } from './key-lineage.ts';
import { OperatorFault } from './operator-fault.ts';

/** What was asked of a reroll. */
export interface RerollRequest {
  readonly graceSeconds: number;
  /** The old key also ends with the first use of the new one. */
  readonly endsOnFirstUse: boolean;
  /** Names the reroll: repeated with the same token it yields no second key. */
  readonly token: string;
}

/** What a reroll has to do, from what is there. */
export type RerollPlan =
  /** A new key takes over from `from`; `stillborn` is a key that was never handed out and goes. */
  | { readonly kind: 'mint'; readonly from: KeyItem; readonly stillborn: KeyItem | undefined }
  /** The token named a reroll that was done: its key exists. */
  | { readonly kind: 'repeated'; readonly made: KeyItem };

/** Decides what a reroll means for a key. Rejects what cannot be rerolled. */
export function planReroll({ current, before }: KeyLineage, { token }: RerollRequest, now: Date): RerollPlan {
  const made = [...before, current].find(({ rerollToken }) => rerollToken === token);
  if (made !== undefined && (made.state !== 'pending' || made.sealed !== undefined))
    return { kind: 'repeated', made };
  const broken = current.state === 'pending';
  const from = broken ? before.at(-1) : current;
  if (from === undefined || from.state !== 'active')
    throw new OperatorFault(
      'key.unfit',
      `${current.id} is ${from?.state ?? 'pending'}, so it cannot be rerolled`,
      from?.state === 'revoked' ? 'make another key' : 'enable it first',
    );
  if (from.expiresAtSeconds !== 0 && now.getTime() >= from.expiresAtSeconds * 1000)
    throw new OperatorFault(
      'key.unfit',
      `${current.id} is expired`,
      'give it time first: keys update --expires',
    );
  return { kind: 'mint', from, stillborn: broken ? current : undefined };
}

/** When the grace of a key ends: never later than its expiry, nor than it was to end already. */
export function graceEnd(key: KeyItem, { graceSeconds }: RerollRequest, now: Date): number {
  const { graceEndsAtSeconds = Number.POSITIVE_INFINITY, expiresAtSeconds } = key;
  const expiry = expiresAtSeconds === 0 ? Number.POSITIVE_INFINITY : expiresAtSeconds;
  return Math.min(Math.floor(now.getTime() / 1000) + graceSeconds, graceEndsAtSeconds, expiry);
}

/** The record of the key that takes over: the same rights, owner and usage; `pending` until it is handed out. */
export function successorOf(
  from: KeyItem,
  { token, endsOnFirstUse }: RerollRequest,
  made: { readonly keyHash: string; readonly sealed?: string; readonly sealedFor?: string },
  before: readonly KeyItem[],
  now: Date,
): KeyItem {
  const {
    supersededBy,
    graceEndsAtSeconds,
    endsOnFirstUse: _ended,
    firstUsedAt,
    stateReason,
    ...kept
  } = from;
  // A key further back may be waiting for the first use of whatever came after it.
  const awaited = endsOnFirstUse || before.some((key) => key.endsOnFirstUse === true && inGrace(key, now));
  return {
    ...kept,
    ...{ sealed: undefined, sealedFor: undefined, ...made },
    state: 'pending',
    version: 0,
    rotatedAt: now.toISOString(),
    rerollToken: token,
    ...(awaited ? { firstUsedAt: 'never' } : {}),
  };
}
