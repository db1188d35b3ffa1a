/** How a rotation ended: `succeeded <at> <version>` or `failed <at> <version> <code>`. */
export interface RotationResult {
  readonly outcome: 'succeeded' | 'failed';
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly versionId: string;
  /** Code of the fault; only of one that failed. */
  readonly code?: string;
}

/** What became of a key that was deleted: `dead lag=<seconds>s <at> <version>` or `unproven <at> <version>`. */
export interface DeathProof {
  readonly outcome: 'dead' | 'unproven';
  readonly at: string;
  readonly versionId: string;
  /** From its deletion to the first refusal that lasted. */
  readonly lagSeconds?: number;
}

const RESULT = /^(succeeded|failed) (\S+Z) ([A-Za-z0-9-]{1,64})(?: ([a-z._]+))?$/;
const PROOF = /^(?:dead lag=(\d+)s|unproven) (\S+Z) ([A-Za-z0-9-]{1,64})$/;

/** Reads what `announceRotation` notes; `undefined` for anything else, which somebody may have written there. */
export function readResult(text: string | undefined): RotationResult | undefined {
  const [, outcome, at, versionId, code] = RESULT.exec(text ?? '') ?? [];
  if (outcome === undefined || at === undefined || versionId === undefined) return undefined;
  if (outcome === 'succeeded') return { outcome: 'succeeded', at, versionId };
  return { outcome: 'failed', at, versionId, code: code ?? 'internal' };
}

/** Reads what `proveDead` notes. */
export function readProof(text: string | undefined): DeathProof | undefined {
  const [, lag, at, versionId] = PROOF.exec(text ?? '') ?? [];
  if (at === undefined || versionId === undefined) return undefined;
  return lag === undefined
    ? { outcome: 'unproven', at, versionId }
    : { outcome: 'dead', at, versionId, lagSeconds: Number(lag) };
}
