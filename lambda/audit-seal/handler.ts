import { type SealAuditDeps, sealAudit } from '../flows/chain/seal-audit.ts';

export interface AuditSealDeps extends SealAuditDeps {
  /** A line that names what failed, and nothing that was recorded. */
  readonly logFailure: (name: string, says: string) => void;
}

/** What Lambda tells a function about its own run. */
export interface RunContext {
  getRemainingTimeInMillis(): number;
}

/** A window is begun only if it can be expected to be done. */
const NEEDED_MS = 5 * 60_000;

/** A run that failed; the next one goes on where it stopped. */
class SealFailed extends Error {
  constructor() {
    super('the audit trail could not be sealed');
    this.name = 'SealFailed';
  }
}

/** Seals what is old enough, and says how many windows that were. */
export const createHandler =
  (deps: AuditSealDeps) =>
  async (_event: unknown, context: RunContext): Promise<{ readonly sealed: number }> => {
    try {
      return { sealed: await sealAudit(deps, () => context.getRemainingTimeInMillis() < NEEDED_MS) };
    } catch (error) {
      deps.metrics.count('AuditSealFailed');
      deps.logFailure(...nameOf(error));
      throw new SealFailed();
    }
  };

/** Our own errors say nothing of what is recorded; of others only the name is told. */
function nameOf(error: unknown): [name: string, says: string] {
  if (!(error instanceof Error)) return ['unknown', ''];
  const ours = error.name === 'ChainBroken' || error.name === 'OperatorFault';
  return [error.name, ours ? error.message : ''];
}
