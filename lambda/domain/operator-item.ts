import type { OperatorItem } from '../../contract/audit-entry.ts';
import { hourOf, shardOf } from './audit-record.ts';

/** What an operator is about to do. */
export interface ActionFacts {
  /** Noun and verb of the command: `keys.revoke`. */
  readonly action: string;
  /** Id of what it is done to: a key id, an upstream's name. Never a secret. */
  readonly subject: string;
  /** The fields that matter, as they were. */
  readonly before?: ActionState;
}

/** A few named texts; each is cut at `STATE_TEXT_LENGTH_MAX`, so that a record stays small. */
export type ActionState = Readonly<Record<string, string>>;

const STATE_TEXT_LENGTH_MAX = 512;

/** Builds one record of an operator's action, with its place in the audit table. */
export function operatorItem(
  facts: ActionFacts & Pick<OperatorItem, 'operator' | 'callId' | 'phase' | 'after' | 'problem'>,
  at: Date,
  retentionDays: number,
): OperatorItem {
  const iso = at.toISOString();
  const shard = shardOf(facts.callId);
  return {
    ...facts,
    before: bounded(facts.before),
    after: bounded(facts.after),
    kind: 'operator',
    at: iso,
    entry: `${iso}#${facts.callId}#operator-${facts.phase}`,
    hourShard: `${hourOf(at)}#${shard}`,
    keyShard: `${facts.subject}#${shard}`,
    expiresAt: Math.floor(at.getTime() / 1000) + retentionDays * 86_400,
  };
}

const bounded = (state: ActionState | undefined): ActionState | undefined =>
  state &&
  Object.fromEntries(
    Object.entries(state).map(([name, text]) => [name, text.slice(0, STATE_TEXT_LENGTH_MAX)]),
  );
