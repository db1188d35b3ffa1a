import type { KeyItem } from '../../contract/tables.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { DeclaredStep } from '../domain/plan-declared.ts';
import { changeLineage } from './change-lineage.ts';
import { type CreatedKey, type CreateKeyDeps, createKey } from './create-key.ts';
import type { KeyRegistry } from './operator-ports.ts';
import { readLineage } from './read-lineage.ts';
import { type UpdateKeyDeps, updateKey } from './update-key.ts';

export type ApplyDeclaredDeps = CreateKeyDeps & UpdateKeyDeps;

/**
 * The records that were made from a file, as the table has them now, one an id. A reroll that broke off may have left two: the
 * one that was handed out counts.
 */
export async function declaredRecords(registry: Pick<KeyRegistry, 'all'>): Promise<readonly KeyItem[]> {
  const byId = new Map<string, KeyItem>();
  for await (const item of registry.all()) {
    if (item.declaredAs === undefined || item.state === 'pending') continue;
    if (item.supersededBy === undefined || !byId.has(item.id)) byId.set(item.id, item);
  }
  return [...byId.values()];
}

/** Does one step of a plan; gives back the key where it made one. */
export async function applyDeclared(
  deps: ApplyDeclaredDeps,
  step: DeclaredStep,
): Promise<CreatedKey | undefined> {
  if (step.kind === 'change') {
    await updateKey(deps, step.record.id, { edit: step.edit, ifVersion: step.record.version ?? 0 });
    return undefined;
  }
  if (step.kind !== 'create') return undefined;
  const made = await createKey(deps, step.key);
  const rivals = (await declaredRecords(deps.registry)).filter(
    ({ declaredAs, state }) => declaredAs === step.key.declaredAs && state !== 'revoked',
  );
  const [first] = [...rivals].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  if (first === undefined || first.keyHash === made.record.keyHash) return made;
  await undeclare(deps.registry, made.record.id, 'made twice at once');
  throw new OperatorFault(
    'key.changed',
    `somebody else made ${step.key.declaredAs} at the same time, and was first`,
    'run the command again to see what is there',
  );
}

/** Revokes a key that a file made and that nobody got, and lets go of its name, so that the file can make another. */
export async function undeclare(registry: KeyRegistry, id: string, reason: string): Promise<void> {
  const changes = { state: 'revoked', stateReason: reason, declaredAs: undefined } as const;
  await changeLineage(registry, await readLineage(registry, id), changes);
}

const orderOf = ({ createdAt, keyHash }: KeyItem): string => `${createdAt} ${keyHash}`;
