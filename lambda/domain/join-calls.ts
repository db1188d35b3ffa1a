import type { Amounts } from '../../contract/quota.ts';
import type { AuditItem } from '../../contract/tables.ts';

/** One call as an operator sees it: its decision and its outcome, or its refusal. */
export interface CallRow {
  readonly callId: string;
  /** When it was decided; ISO 8601, UTC. */
  readonly at: string;
  readonly keyId: string;
  /** The token that was presented in the key's place; `null` for the key itself. */
  readonly tokenId: string | null;
  readonly client: string;
  readonly upstream: string;
  readonly method: string;
  readonly route: string;
  readonly ip: string;
  /** Cleaned and cut; `null` where none was named. */
  readonly userAgent: string | null;
  /** The API product that opened the route; `null` for a refusal. */
  readonly product: string | null;
  /** The outcome's or refusal's verdict; `unfinished` where no outcome was found: still running, or crashed. */
  readonly verdict: string;
  /** Which list refused the route, and which constraint; `null` for anything else. */
  readonly rule: string | null;
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly requestBytes: number | null;
  readonly responseBytes: number | null;
  /** What was counted against the plan's hard quota. */
  readonly units: Amounts | null;
  readonly secretVersion: string | null;
  /** How often a live upstream key was taken out of the answer. */
  readonly scrubbed: number | null;
}

/** A decision's time and its outcome's, less the duration, differ by the time it takes to start an append. */
export const JOIN_SLACK_MS = 1_000;

/** Sorts rows by time; unique, so it also marks a place to go on from. */
export const rowMark = (row: Pick<CallRow, 'at' | 'callId'>): string => `${row.at}#${row.callId}`;

/**
 * Joins records that arrive newest first. An outcome comes before its decision; one whose decision does not come was
 * recorded alone (the decision's append failed) and becomes a row of its own, dated by its duration.
 */
export class CallJoiner {
  readonly #outcomes = new Map<string, AuditItem>();

  /** The rows that this record completes. */
  push(item: AuditItem): readonly CallRow[] {
    const rows = this.#strays(Date.parse(item.at) + JOIN_SLACK_MS);
    if (item.kind === 'outcome') this.#outcomes.set(item.callId, item);
    else if (item.kind === 'refusal') rows.push(rowOf(item, item, item.at));
    else {
      rows.push(rowOf(item, this.#outcomes.get(item.callId), item.at));
      this.#outcomes.delete(item.callId);
    }
    return rows;
  }

  /** Everything since `since` was read: outcomes of calls that began later have no decision. */
  end(since: Date): readonly CallRow[] {
    return this.#strays(since.getTime() + JOIN_SLACK_MS);
  }

  #strays(startedAfterMs: number): CallRow[] {
    const strays = [...this.#outcomes.values()].filter((outcome) => startedMs(outcome) > startedAfterMs);
    for (const outcome of strays) this.#outcomes.delete(outcome.callId);
    return strays.map((outcome) => rowOf(outcome, outcome, new Date(startedMs(outcome)).toISOString()));
  }
}

const startedMs = (outcome: AuditItem): number => Date.parse(outcome.at) - (outcome.durationMs ?? 0);

function rowOf(facts: AuditItem, result: AuditItem | undefined, at: string): CallRow {
  const { callId, keyId, client, upstream, method, route, ip } = facts;
  return {
    ...{ callId, at, keyId, client, upstream, method, route, ip },
    tokenId: facts.tokenId ?? null,
    userAgent: facts.userAgent ?? null,
    product: facts.product ?? null,
    verdict: result?.verdict ?? 'unfinished',
    status: result?.status ?? null,
    durationMs: result?.durationMs ?? null,
    rule: result?.rule ?? null,
    requestBytes: result?.requestBytes ?? null,
    responseBytes: result?.responseBytes ?? null,
    units: result?.units ?? null,
    secretVersion: result?.secretVersion ?? null,
    scrubbed: result === undefined ? null : (result.scrubbed ?? 0),
  };
}
