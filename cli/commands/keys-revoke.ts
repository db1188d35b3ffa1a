import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { revokeKey } from '../../lambda/flows/revoke-key.ts';
import type { Host } from '../host.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface RevokedKey {
  readonly id: string;
  /** `incomplete`: the key is dead, its usage key could not be deleted. */
  readonly result: 'revoked' | 'already revoked' | 'incomplete' | 'failed';
  readonly problem?: string;
  readonly fix?: string;
}

export interface RevokeOptions {
  readonly ids: readonly string[];
  /** Ask first. */
  readonly ask: boolean;
}

/** Revokes keys and reports each once it is refused everywhere; one that fails does not stop the others. */
export async function keysRevoke(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: Pick<KeyPorts, 'registry' | 'usageKeys' | 'actions' | 'pause'>,
  options: RevokeOptions,
): Promise<Report<{ readonly items: readonly RevokedKey[] }>> {
  const ids = [...new Set(options.ids)];
  if (options.ask && !(await host.confirm(`Revoke ${ids.join(', ')} for good?`)))
    throw new OperatorFault('input.refused', 'nothing was revoked', 'answer y, or pass --yes');
  host.complain(['Revoking, and waiting 5 s until no part of the gateway remembers a key any more …']);
  const items = await Promise.all(ids.map((id) => revoked(ports, id)));
  const notes = items.flatMap(({ id, problem, fix }) =>
    problem === undefined ? [] : [`${id}: ${problem}. ${fix}`],
  );
  return {
    document: { items },
    sheet: { kind: 'table', head: ['ID', 'RESULT'], rows: items.map(({ id, result }) => [id, result]) },
    notes: notes.length === 0 ? [] : ['', ...notes],
    failed: notes.length > 0,
  };
}

async function revoked(
  ports: Pick<KeyPorts, 'registry' | 'usageKeys' | 'actions' | 'pause'>,
  id: string,
): Promise<RevokedKey> {
  try {
    const { changed, leftover } = await revokeKey(ports, id);
    if (leftover === undefined) return { id, result: changed ? 'revoked' : 'already revoked' };
    const fix = `The key is dead; revoke it again to tidy up: ${leftover.fix}`;
    return { id, result: 'incomplete', problem: leftover.message, fix };
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    return { id, result: 'failed', problem: error.message, fix: error.fix };
  }
}
